// Written by scripts/compile.ts from contracts/PublicationRegistry.sol. Do not edit: run npm run compile.

export const registryAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "ActorNotOwner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "pendingOwner",
        "type": "address"
      }
    ],
    "name": "ActorNotPendingOwner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "actor",
        "type": "address"
      }
    ],
    "name": "ActorNotPublisher",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "AddressZero",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "CountZero",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "name": "DigestRecorded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "DigestUnknown",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "DigestZero",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "expected",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "got",
        "type": "bytes32"
      }
    ],
    "name": "HeadStale",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "LabelAnchored",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "LabelInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "LabelUnknown",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NoticeKindNone",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "PathInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "shortest",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "longest",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "got",
        "type": "uint256"
      }
    ],
    "name": "PathLengthInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "profileDigest",
        "type": "bytes32"
      }
    ],
    "name": "ProfileUnchanged",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "PublicationIsClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "PublicationUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      }
    ],
    "name": "PublisherAlreadyGranted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      }
    ],
    "name": "PublisherNotGranted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "name": "RootRecorded",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "RootUnknown",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RootZero",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "time",
        "type": "uint256"
      }
    ],
    "name": "SignatureExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "signedDigest",
        "type": "bytes32"
      }
    ],
    "name": "SignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "expected",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "got",
        "type": "bytes32"
      }
    ],
    "name": "SupersedesMismatch",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "count",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "listDigest",
        "type": "bytes32"
      }
    ],
    "name": "BatchAnchored",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "IssueAnchored",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "IssueExtracted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "supersedes",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "IssueRevised",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "enum IPublicationRegistry.NoticeKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "NoticePosted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "profileDigest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "ProfileSet",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "PublicationClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "profileDigest",
        "type": "bytes32"
      }
    ],
    "name": "PublicationRegistered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "PublisherGranted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "PublisherRevoked",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "pendingOwner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "TransferStarted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "actor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "time",
        "type": "uint64"
      }
    ],
    "name": "Transferred",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "acceptOwnership",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "anchor",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "count",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "listDigest",
        "type": "bytes32"
      }
    ],
    "name": "anchorBatch",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "count",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "listDigest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "anchorBatchBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "anchorBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "batch",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "entry",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "time",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "count",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "listDigest",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IPublicationRegistry.Batch",
        "name": "held",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "batchLists",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "entry",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "listDigest",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchList[]",
        "name": "found",
        "type": "tuple[]"
      },
      {
        "internalType": "uint256",
        "name": "next",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "close",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "current",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string[]",
        "name": "labels",
        "type": "string[]"
      }
    ],
    "name": "currents",
    "outputs": [
      {
        "internalType": "bytes32[]",
        "name": "digests",
        "type": "bytes32[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "genesis",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      }
    ],
    "name": "grantPublisher",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "head",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "isPublisher",
    "outputs": [
      {
        "internalType": "bool",
        "name": "allowed",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "enum IPublicationRegistry.NoticeKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "post",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "root",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "label",
            "type": "string"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchedIssue",
        "name": "issue",
        "type": "tuple"
      },
      {
        "internalType": "enum IPublicationRegistry.NoticeKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "postBatched",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "root",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "label",
            "type": "string"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchedIssue",
        "name": "issue",
        "type": "tuple"
      },
      {
        "internalType": "enum IPublicationRegistry.NoticeKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "postBatchedBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "enum IPublicationRegistry.NoticeKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "postBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "publication",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "pendingOwner",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "entries",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "registeredAt",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "updatedAt",
            "type": "uint64"
          },
          {
            "internalType": "bool",
            "name": "closed",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "profile",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IPublicationRegistry.Publication",
        "name": "state",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "publications",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "first",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "publicationsFrom",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "pendingOwner",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "entries",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "registeredAt",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "updatedAt",
            "type": "uint64"
          },
          {
            "internalType": "bool",
            "name": "closed",
            "type": "bool"
          },
          {
            "internalType": "bytes32",
            "name": "profile",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IPublicationRegistry.Publication[]",
        "name": "states",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "name": "publisherCount",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "first",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "publishers",
    "outputs": [
      {
        "internalType": "address[]",
        "name": "accounts",
        "type": "address[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "record",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "entry",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "time",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "revision",
            "type": "uint32"
          },
          {
            "internalType": "enum IPublicationRegistry.EntryKind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "enum IPublicationRegistry.NoticeKind",
            "name": "standing",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "notice",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "first",
            "type": "uint64"
          }
        ],
        "internalType": "struct IPublicationRegistry.Record",
        "name": "held",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32[]",
        "name": "digests",
        "type": "bytes32[]"
      }
    ],
    "name": "records",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "entry",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "time",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "revision",
            "type": "uint32"
          },
          {
            "internalType": "enum IPublicationRegistry.EntryKind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "enum IPublicationRegistry.NoticeKind",
            "name": "standing",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "notice",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "first",
            "type": "uint64"
          }
        ],
        "internalType": "struct IPublicationRegistry.Record[]",
        "name": "held",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "profileDigest",
        "type": "bytes32"
      }
    ],
    "name": "register",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "supersedes",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "revise",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "root",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "label",
            "type": "string"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchedIssue",
        "name": "issue",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      }
    ],
    "name": "reviseBatched",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "root",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "label",
            "type": "string"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchedIssue",
        "name": "issue",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "reviseBatchedBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "supersedes",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "reasonDigest",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "publisher",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "head",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "bytes",
            "name": "signature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IPublicationRegistry.Authorization",
        "name": "by",
        "type": "tuple"
      }
    ],
    "name": "reviseBySig",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "publisher",
        "type": "address"
      }
    ],
    "name": "revokePublisher",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "profileDigest",
        "type": "bytes32"
      }
    ],
    "name": "setProfile",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "transferOwnership",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "entry",
        "type": "uint64"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "publicationId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "root",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "label",
            "type": "string"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IPublicationRegistry.BatchedIssue",
        "name": "issue",
        "type": "tuple"
      }
    ],
    "name": "verifyBatched",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "entry",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "time",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "revision",
            "type": "uint32"
          },
          {
            "internalType": "enum IPublicationRegistry.EntryKind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "enum IPublicationRegistry.NoticeKind",
            "name": "standing",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "notice",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "first",
            "type": "uint64"
          }
        ],
        "internalType": "struct IPublicationRegistry.Record",
        "name": "held",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "standing",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "version",
    "outputs": [
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  }
] as const;

/** The code that a deploying transaction carries. */
export const registryBytecode = "0x610160604052346101285760405161001860408261012c565b6008815260208101906721b7b637b83437b760c11b82526040519161003e60408461012c565b600183526020830191603160f81b835261005781610163565b6101205261006484610163565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526100cd60c08261012c565b5190206080523060c05260405161473d90816101cf823960805181614509015260a051816145c6015260c051816144da015260e051816145580152610100518161457e015261012051816118e30152610140518161190c0152f35b5f80fd5b601f909101601f19168101906001600160401b0382119082101761014f57604052565b634e487b7160e01b5f52604160045260245ffd5b601f81511161018e57602081519101516020821061017f571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146125705780630826e37b146125435780630aebeb4e146123f257806329507f73146122815780632bb5ffb5146120f65780632e98c031146120775780633e465c6814611eb65780634039df8414611db15780634ad62fd314611d5c57806354fd4d5014611cf95780635aabcadd14611b4d57806371d9835214611aa6578063724e554b14611a7357806378dc6c4e14611a465780637d4c1c1d146119fb5780637dd51fc5146119df57806384b0196e146118cb578063862ba3b1146118805780638a71d26b14611705578063930910d01461153f57806393834b0414611386578063952289cf146111885780639b6c741b146110a7578063aa30790e14610f2d578063b0d4f81b14610e28578063b595547514610d65578063c00f20bc14610d22578063c83f54ce14610bab578063c9158a30146109b6578063cf66520a14610951578063d690f418146108fa578063d70483ee146105e6578063e01a463e14610426578063e1fa8e8414610233578063e4ae8874146101f35763e5ac9ef1146101a5575f80fd5b346101ef576101b336612754565b906101bc6128a4565b505f526001602052600560405f2001905f5260205260e06101e060405f2054612d06565b6101ed604051809261265a565bf35b5f80fd5b346101ef5760806003193601126101ef576020610221610211612727565b60643590602435600435336132a7565b67ffffffffffffffff60405191168152f35b346101ef5760206003193601126101ef5760043580156103fe576102575f54612a57565b805f55805f52600160205260405f2091740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171783556002830180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600384015560205f60e561030a85612bd5565b60405190815276ffffffffffffffff0000000000000000000000000000004260781b16780101000000000000000000000000000000000000000000000017848201523360601b60318201528460458201528260658201528260858201528260a58201528260c582015260025afa60203d14165f5190156103d157600160209401556040519067ffffffffffffffff42168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5773ffffffffffffffffffffffffffffffffffffffff61044936612596565b906104548133613794565b939092169283156105be5761046c8460068501614620565b1561058e579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176105435f8080808865ffffffffffff8760a01c169a8b998881550196770700000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b83827f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef578160040191608060031982360301126101ef576044359160058310156101ef57606435936084359267ffffffffffffffff84116101ef578360040190608060031986360301126101ef57604461066f61066860248401866129ac565b3691612914565b602081519101209101359460405190602082019285358452604083015286606083015261069f6080830189612620565b8860a083015260a082526106b460c0836127ec565b855f52600160205260405f208054156108ce5760448201359182421161089e576024600191013591015480820361086c575060429392916107af916106f88761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffaa4f8f23e0527cd3dc3d89736cb8a5f88c171fe8754f17c97322f1384b9aba887521660408901528b6060890152606088526107566080896127ec565b604051928284019485526040840152604083526107746060846127ec565b604051968795838701995180918b5e860190838201905f8252519283915e0101905f8252518092825e015f815203601f1981018352826127ec565b5190206107ba6144c3565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206107f781836137fa565b1561081f576020610221888888888861081a6108128a61295a565b918383613dcf565b613030565b73ffffffffffffffffffffffffffffffffffffffff61083d8361295a565b7f2a09901e000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b877f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b827ff88f0490000000000000000000000000000000000000000000000000000000005f526004524260245260445ffd5b867fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef5761093d61010091600401600435612a65565b61094a604051809361265a565b60e0820152f35b346101ef5760806003193601126101ef5760243560043567ffffffffffffffff82116101ef57608060031983360301126101ef576044359160058310156101ef57602092610221926109a7836004018233613dcf565b60446064359301359033613030565b346101ef5760806003193601126101ef5760043560243567ffffffffffffffff81116101ef576109ea9036906004016126d4565b906044359260643567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57610a1f368686612914565b6020815191012090604051906020820192835287604083015260408252610a476060836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d57506042939291610ae991610a8b8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fe49f656912ae65949f79bd73f6ad8f033c509a42c1147a4f23e46fbea97cdca487521660408901528a6060890152606088526107566080896127ec565b519020610af46144c3565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220610b3181836137fa565b1561081f57602061022187878787610b488861295a565b6134f4565b867f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b857fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef57610bb936612754565b90610bc48133613794565b83929192156103fe576003830184815414610cf2579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b92160117610cae5f8080808865ffffffffffff8760a01c169a8b998881550196770600000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b29181908101610583565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760606003193601126101ef5760243567ffffffffffffffff81116101ef57610221610d5860209236906004016126d4565b60443591600435336134f4565b346101ef576080610d7536612754565b905f6060604051610d85816127b3565b82815282602082015282604082015201525f52600160205260405f20905f526008810160205260405f20549063ffffffff65ffffffffffff831692600964ffffffffff8260301c1693855f520160205267ffffffffffffffff60405f2054936060604051610df2816127b3565b8781526020810192835285604082019560581c168552019485526040519586525116602085015251166040830152516060820152f35b346101ef5760206003193601126101ef57600435610e44612827565b50805f52600160205260405f205415610f0257610e6361010091612c51565b6101ed604051809260e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760a06003193601126101ef5760043560443560243560058210156101ef576064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576040516020810191858352610f916040830188612620565b87606083015260608252610fa66080836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d5750604293929161104891610fea8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fb6635fb3d10668bdca0fd1a06fefe17bcdb2616bd7f64e566def6542e1afcd4f87521660408901528a6060890152606088526107566080896127ec565b5190206110536144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061109081836137fa565b1561081f5760206102218787878761081a8861295a565b346101ef576110d16110b83661273a565b81929391905f199082019182101580920218025f191890565b915f526001602052600660405f200191825490818082109118021890818082109118028118809103906111038261297b565b925f5b83811061116857846040518091602082016020835281518091526020604084019201905f5b818110611139575050500390f35b825173ffffffffffffffffffffffffffffffffffffffff1684528594506020938401939092019160010161112b565b600190825f5280840160205f2001546111818288612863565b5201611106565b346101ef5760206003193601126101ef576004356111a581614110565b91600282019273ffffffffffffffffffffffffffffffffffffffff84541680331480159061137e575b61134b57602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff331691161701176113075f8080808865ffffffffffff8760a01c169a8b998881550196770a00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c9934339181908101610583565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b5033156111ce565b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef5781600401608060031984360301126101ef57604435916064359360843567ffffffffffffffff81116101ef578060040191608060031983360301126101ef576113fb61066860248301876129ac565b60208151910120916044604051926020840194883586526040850152013560608301528660808301528760a083015260a0825261143960c0836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d575060429392916114db9161147d8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fbc4e70a5ffd3f998bd0b407839c9c4d1c8f1a27a75bef57b8f598fc916b62d0387521660408901528a6060890152606088526107566080896127ec565b5190206114e66144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061152381836137fa565b1561081f5760206102218787878761153a8861295a565b613277565b346101ef5761154d3661273a565b5f925f52600160205260405f209160018082119118026001189061158e65ffffffffffff845460a01c169183905f199082019182101580920218025f191890565b60018201908183116116d8578180821091180218916115b381840384811115026129fd565b9360095f929101905b8481106116745750506115ce816129fd565b935f5b82811061164a57505050811115611642575b5060405190604082019260408352815180945260206060840192015f945b80861061161657505082935060208301520390f35b90926020604060019282875167ffffffffffffffff815116835201518382015201940195019490611601565b9150826115e3565b8061165760019284612863565b516116628289612863565b5261166d8188612863565b50016115d1565b805f528160205260405f20548061168f575b506001016115bc565b92906116d1600192604051956116a48761276a565b67ffffffffffffffff8416875260208701526116bf81612a57565b956116ca828b612863565b5288612863565b5090611686565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b346101ef5760a06003193601126101ef57600435602435611724612727565b906064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57604051602081019185835263ffffffff871660408301528760608301526060825261177a6080836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d5750604293929161181c916117be8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffccfb607d4099843efc9c5e850c2afbffa7bb7ad3f426f25971dcb7962932ed087521660408901528a6060890152606088526107566080896127ec565b5190206118276144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061186481836137fa565b1561081f5760206102218787878761187b8861295a565b6132a7565b346101ef5760806003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef57610221602091606435906044359060040160043533613277565b346101ef575f6003193601126101ef576119836119077f0000000000000000000000000000000000000000000000000000000000000000613d78565b6119307f0000000000000000000000000000000000000000000000000000000000000000613d78565b60206119916040519261194383856127ec565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612702565b908582036040870152612702565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106119c857505050500390f35b8351855286955093810193928101926001016119b9565b346101ef575f6003193601126101ef5760205f54604051908152f35b346101ef5760a06003193601126101ef5760243567ffffffffffffffff81116101ef57610221611a3160209236906004016126d4565b60843591606435916044359160043533612da3565b346101ef5760206003193601126101ef576004355f5260016020526020600660405f200154604051908152f35b346101ef5760806003193601126101ef5760443560058110156101ef576102216020916064359060243560043533613030565b346101ef57611ab4366125c9565b90915f52600160205260405f20611aca8261297b565b9260045f9201915b83811015611b0857600190611af684611af08360051b8601866129ac565b906128fb565b54611b018288612863565b5201611ad2565b846040518091602082016020835281518091526020604084019201905f5b818110611b34575050500390f35b8251845285945060209384019390920191600101611b26565b346101ef5760c06003193601126101ef5760043560243567ffffffffffffffff81116101ef57611b819036906004016126d4565b60443590606435926084359460a43567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57611bbd368686612914565b6020815191012090604051906020820192835287604083015288606083015289608083015260808252611bf160a0836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d57506042939291611c9391611c358761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957f223c6ef79b685951d9e6a0345cf3261994f4190f6d1366dca5b0bf5221d012cf87521660408901528a6060890152606088526107566080896127ec565b519020611c9e6144c3565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220611cdb81836137fa565b1561081f576020610221898989898989611cf48a61295a565b612da3565b346101ef575f6003193601126101ef57611d58604051611d1a6040826127ec565b601381527f636f6c6f70686f6e2f72656769737472792f31000000000000000000000000006020820152604051918291602083526020830190612702565b0390f35b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57611da8611d9260209236906004016126d4565b6004355f5260018452600460405f2001916128fb565b54604051908152f35b346101ef57611dbf366125c9565b915f52600160205260405f20611dd48361280f565b92611de260405194856127ec565b808452601f19611df18261280f565b015f5b818110611e9957505060055f9201915b818110611e5b57846040518091602082016020835281518091526020604084019201905f5b818110611e37575050500390f35b91935091602060e082611e4d600194885161265a565b019401910191849392611e29565b80611e6960019284876128eb565b355f5283602052611e7d60405f2054612d06565b611e878288612863565b52611e928187612863565b5001611e04565b602090611ea79594956128a4565b82828901015201939293611df4565b346101ef5760406003193601126101ef576004356001808211911802600118611ef160243582905f199082019182101580920218025f191890565b5f5490600182018092116116d85781808210911802188181039081111502601f19611f34611f1e8361280f565b92611f2c60405194856127ec565b80845261280f565b015f5b8181106120605750505f5b8151811015611f7d57808301908184116116d857611f61600192612c51565b611f6b8285612863565b52611f768184612863565b5001611f42565b506040518091602082016020835281518091526020604084019201905f5b818110611fa9575050500390f35b91935091602061010082612052600194885160e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b019401910191849392611f9b565b60209061206b612827565b82828601015201611f37565b346101ef57602061208736612596565b905f526001825260405f20805480151592836120ab575b5050506040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff919293508116911681149182156120dc575b505082808061209e565b5f91825260070160205260409020541515905082806120d2565b346101ef5773ffffffffffffffffffffffffffffffffffffffff61211936612596565b906121248133613794565b939092169261213684600685016143d0565b15612251579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761220d5f8080808865ffffffffffff8760a01c169a8b998881550196770800000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c119181908101610583565b83827fe8f5dbe8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef576020600161229336612596565b9061229e8133613794565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176123ae5f8080808865ffffffffffff8760a01c169a8b998881550196770900000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f209181908101610583565b346101ef5760206003193601126101ef5760206004356124128133613794565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b93171601176125025f80808080600165ffffffffffff8860a01c16998881550196770b00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b928f1b161617173391614370565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101ef5760206003193601126101ef576004355f5260016020526020600160405f200154604051908152f35b346101ef5760206003193601126101ef57602061258e600435612bd5565b604051908152f35b60031960409101126101ef576004359060243573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b60406003198201126101ef576004359160243567ffffffffffffffff81116101ef5760040182601f820112156101ef5780359267ffffffffffffffff84116101ef576020808301928560051b0101116101ef579190565b90600582101561262d5752565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b67ffffffffffffffff815116825267ffffffffffffffff602082015116602083015263ffffffff6040820151166040830152606081015190600d82101561262d5760c067ffffffffffffffff91819360608601526126c060808201516080870190612620565b8260a08201511660a0860152015116910152565b9181601f840112156101ef5782359167ffffffffffffffff83116101ef57602083818601950101116101ef57565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b6044359063ffffffff821682036101ef57565b60031960609101126101ef57600435906024359060443590565b60031960409101126101ef576004359060243590565b6040810190811067ffffffffffffffff82111761278657604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6080810190811067ffffffffffffffff82111761278657604052565b610100810190811067ffffffffffffffff82111761278657604052565b90601f601f19910116810190811067ffffffffffffffff82111761278657604052565b67ffffffffffffffff81116127865760051b60200190565b60405190612834826127cf565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b80518210156128775760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6040519060e0820182811067ffffffffffffffff821117612786576040525f60c0838281528260208201528260408201528260608201528260808201528260a08201520152565b91908110156128775760051b0190565b6020919283604051948593843782019081520301902090565b92919267ffffffffffffffff8211612786576040519161293e601f8201601f1916602001846127ec565b8294818452818301116101ef578281602093845f960137010152565b3573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b906129858261280f565b61299260405191826127ec565b828152601f196129a2829461280f565b0190602036910137565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef576020019181360383136101ef57565b90612a078261280f565b612a1460405191826127ec565b828152601f19612a24829461280f565b01905f5b828110612a3457505050565b602090604051612a438161276a565b5f81525f8382015282828501015201612a28565b5f1981146116d85760010190565b9091612a6f6128a4565b825f52600160205260405f209084355f526008820160205260405f2054938415908115612b76575b50612b6e5750604084013590815f5260058101602052612aba60405f2054612d06565b9467ffffffffffffffff86511615612b00575b90612aec612ae2836020612af59501906129ac565b60048401916128fb565b5494859161375d565b612afc5750565b9150565b9450612af590612aec612ae2612b636affffffffff000000000000881665ffffffffffff8916177cffffffffffff000000000000000000000000000000000000000000000060b88a901b16176f0400000001000000000000000000000017612d06565b979293505050612acd565b93505f925050565b905085612b8b63ffffffff8760581c1661417e565b612b9b6060849593950184613709565b8095915010159384612bca575b505082612bb9575b5050155f612a97565b612bc392506142b4565b855f612bb0565b111592505f80612ba8565b5f602091604051838101917f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000083524660328301523060601b6052830152606682015260668152612c266086826127ec565b604051918291518091835e8101838152039060025afa15612c46575f5190565b6040513d5f823e3d90fd5b612c59612827565b505f52600160205260405f2080549060028101549167ffffffffffffffff600183015493600365ffffffffffff8460a01c169401549360405195612c9c876127cf565b73ffffffffffffffffffffffffffffffffffffffff8516875273ffffffffffffffffffffffffffffffffffffffff831660208801526040870152606086015260a01c16608084015264ffffffffff8160d01c1660a084015260f81c151560c083015260e082015290565b90612d0f6128a4565b9165ffffffffffff8116835264ffffffffff8160301c16602084015263ffffffff8160581c16604084015260ff8160781c16600d81101561262d57606084015260ff8160801c1690600582101561262d5765ffffffffffff916080850152818160881c1660a085015260b81c1660c0830152565b601f8260209493601f1993818652868601375f8582860101520116010190565b91969594909394612db485846138f4565b612dc0868b939b613970565b612dce60048d0189866128fb565b9283548015612fe757878103612f9257509085878c8f9c9b9a99989796959481612dfb8f8f908391613d17565b97554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117938460a01c65ffffffffffff169d858155600101958b8754964260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177703000000000000000000000000000000000000000000000017612ec397614370565b9055879a845f526005016020528760405f20547cffffffffffff0000000000000000ffffffff0000000000000000000000166b01000000000000000000000001174260301b176f030000000000000000000000000000001790556040519473ffffffffffffffffffffffffffffffffffffffff86951685524267ffffffffffffffff1660208601526040850160a0905260a0850190612f6192612d83565b9160608401526080830152037f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d291a4565b6040517fbeeb3906000000000000000000000000000000000000000000000000000000008152600481018c90526080602482015290819089612fd8608484018e8b612d83565b91604484015260648301520390fd5b898b61302c886040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191612d83565b0390fd5b94939492919261304082826138f4565b969093600581101561262d57801561324f57855f526005850160205260405f20805498891561321f574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010188868c87878554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177705000000000000000000000000000000000000000000000017945f94613137968695614370565b9055869960181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908360801b907cffffffffffff00000000000000ffffffffffffffffffffffffffffffff16171790556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff166020840152604083016131f391612620565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4565b87867f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b916040906132a495949261328c828287613dcf565b61329960208301836129ac565b939092013594612da3565b90565b94939192946132b682826138f4565b939085156134a95763ffffffff88169081156134815782156103fe57865f526008810160205260405f209586548061344557504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117958660a01c65ffffffffffff16968083558886600185019286888554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177704000000000000000000000000000000000000000000000017945f946133b8968695614370565b9055869960581b6effffffff0000000000000000000000164260301b8817179055855f526009016020528160405f20556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830152606082015260807f7f8fffb3b5b515d23f908c9fcd9d0676a2dae0329912db057daceeb0d03df08d91a4565b65ffffffffffff9089887f409d8249000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b7f47d951ec000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fdfcd25ba000000000000000000000000000000000000000000000000000000005f5260045ffd5b949392916040926134ef928752606060208801526060870191612d83565b930152565b94939261350182876138f4565b96909361350e8382613970565b61351f6004889b939b0186856128fb565b918254806136d0575088613534818a8a613d17565b93554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff1674010000000000000000000000000000000000000000011799848b8a8160a01c65ffffffffffff169a828155600101948554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177702000000000000000000000000000000000000000000000017945f94613603968695614370565b9055859860181b7fffffffffffffffffff0000000000000000000000000000000000000000000000167cffffffffffff0000000000000000000000000000000000000000000000164260301b8717176f020000000100000000000000000000001790556040519273ffffffffffffffffffffffffffffffffffffffff84931683524267ffffffffffffffff166020840152604083016060905260608301906136aa92612d83565b037f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f6591a4565b8761302c8692896040519485947f1c832aba000000000000000000000000000000000000000000000000000000008652600486016134d1565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef57602001918160051b360383136101ef57565b821592831561376d575b50505090565b60059293505f520160205265ffffffffffff8060405f205460b81c169116105f8080613767565b9161379e82614110565b9093909273ffffffffffffffffffffffffffffffffffffffff8085169216908282036137c957505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b606081019061381361380c83836129ac565b90856145ec565b50600481101561262d571590816138c9575b506138c1576020926064601f19601f6138485f966138428761295a565b966129ac565b8091604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b505050600190565b905073ffffffffffffffffffffffffffffffffffffffff806138ea8461295a565b169116145f613825565b916138fe82614110565b9092819373ffffffffffffffffffffffffffffffffffffffff808297169316830361392857505050565b5f8381526007909101602052604090205415613942575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90915f91603f5f19850111613cd9575f198460031b1c199384823516947f808080808080808080808080808080808080808080808080808080808080808080871691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211613b46575b15613b09575050565b61302c6040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612d83565b5f19601f19830160031b1c1960208401358116955081613b67575b50613b00565b90507f808080808080808080808080808080808080808080808080808080808080808080861691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f613b61565b8361302c6040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612d83565b9092919283156103fe57600590845f520160205260405f209283549182613d3d57505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b60ff811690601f8211613da75760405191613d946040846127ec565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b90613dda81836138f4565b9390926020820191613df5613def84836129ac565b90613970565b939060408301359788156103fe57833595865f526008890160205260405f205480156140e057613e2d63ffffffff8260581c1661417e565b613e3a6060890189613709565b92809150831080156140d7575b61408e57505050613e58868a6142b4565b15614030578a5f5260058a0160205260405f209081546140225787938c8092613ece8e613ec5612ae28f988e8e91613ebe64ffffffffff8960301c1665ffffffffffff8a16906f04000000010000000000000000000000918060b81b9160301b17171790565b90556129ac565b9283549161375d565b61401a575b50504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117928360a01c65ffffffffffff169b848155600101958654944260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff0000000000000000000000000000000000000000000000001617770c00000000000000000000000000000000000000000000001795613f9d965f96614370565b9055613fa8916129ac565b92906040519373ffffffffffffffffffffffffffffffffffffffff85941684524267ffffffffffffffff16602085015260408401608090526080840190613fee92612d83565b906060830152037fbf73463400de359488f701af1f4a5033371f9b38f4d3df5491536d827f87569191a4565b55815f613ed3565b505050505050505050505050565b87898c614084614040898b6129ac565b6040519586957f86d338a800000000000000000000000000000000000000000000000000000000875260048701526024860152608060448601526084850191612d83565b9060648301520390fd5b918b9160a4938c604051947fe6e77c3c00000000000000000000000000000000000000000000000000000000865260048601526024850152604484015260648301526084820152fd5b50818311613e47565b87897fcbfbbc8d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f198401101561414d5750565b8215610f02577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b906141fd827d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b918060011b907f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8116036116d8575f1981019081116116d8576132a4907d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b906143006142c56060830183613709565b9190936142d560208501856129ac565b6142f2604094929451938492602084019660408a013592886134d1565b03601f1981018352826127ec565b519020604051602081019182526020815261431c6040826127ec565b519020925f915b80831061433257505050351490565b9091936143408583856128eb565b35908181101561435f575f52602052600160405f205b94019190614323565b905f52602052600160405f20614356565b93602097935f979360e597936040519788528a88015260601b603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f5191156103d157565b8054821015612877575f5260205f2001905f90565b906001820191815f528260205260405f20548015155f146144bb575f1981018181116116d8578254905f1982019182116116d857818103614470575b50505080548015614443575f19019061442582826143bb565b5f1982549160031b1b19169055555f526020525f6040812055600190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603160045260245ffd5b6144a661448061449093866143bb565b90549060031b1c928392866143bb565b81939154905f199060031b92831b921b19161790565b90555f528360205260405f20555f808061440c565b505050505f90565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163014806145c3575b1561452b577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526145bd60c0826127ec565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614614502565b90604183036146165761460f9250602081013591604082359201355f1a90614678565b9192909190565b50505f9160029190565b5f8281526001820160205260409020546146725780549068010000000000000000821015612786578261465d6144908460018096018555846143bb565b90558054925f520160205260405f2055600190565b50505f90565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084116146fc579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15612c46575f5173ffffffffffffffffffffffffffffffffffffffff8116156146f257905f905f90565b505f906001905f90565b5050505f916003919056fea264697066735822122014f4ba8989ff06b51b845d72b676f47714c89ca1265674dde9abd4cfc866820d64736f6c63430008250033";

/** The code that then stands at the registry's address, with zeros where the constructor puts what it works out. */
export const registryRuntimeBytecode = "0x60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146125705780630826e37b146125435780630aebeb4e146123f257806329507f73146122815780632bb5ffb5146120f65780632e98c031146120775780633e465c6814611eb65780634039df8414611db15780634ad62fd314611d5c57806354fd4d5014611cf95780635aabcadd14611b4d57806371d9835214611aa6578063724e554b14611a7357806378dc6c4e14611a465780637d4c1c1d146119fb5780637dd51fc5146119df57806384b0196e146118cb578063862ba3b1146118805780638a71d26b14611705578063930910d01461153f57806393834b0414611386578063952289cf146111885780639b6c741b146110a7578063aa30790e14610f2d578063b0d4f81b14610e28578063b595547514610d65578063c00f20bc14610d22578063c83f54ce14610bab578063c9158a30146109b6578063cf66520a14610951578063d690f418146108fa578063d70483ee146105e6578063e01a463e14610426578063e1fa8e8414610233578063e4ae8874146101f35763e5ac9ef1146101a5575f80fd5b346101ef576101b336612754565b906101bc6128a4565b505f526001602052600560405f2001905f5260205260e06101e060405f2054612d06565b6101ed604051809261265a565bf35b5f80fd5b346101ef5760806003193601126101ef576020610221610211612727565b60643590602435600435336132a7565b67ffffffffffffffff60405191168152f35b346101ef5760206003193601126101ef5760043580156103fe576102575f54612a57565b805f55805f52600160205260405f2091740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171783556002830180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600384015560205f60e561030a85612bd5565b60405190815276ffffffffffffffff0000000000000000000000000000004260781b16780101000000000000000000000000000000000000000000000017848201523360601b60318201528460458201528260658201528260858201528260a58201528260c582015260025afa60203d14165f5190156103d157600160209401556040519067ffffffffffffffff42168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5773ffffffffffffffffffffffffffffffffffffffff61044936612596565b906104548133613794565b939092169283156105be5761046c8460068501614620565b1561058e579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176105435f8080808865ffffffffffff8760a01c169a8b998881550196770700000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b83827f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef578160040191608060031982360301126101ef576044359160058310156101ef57606435936084359267ffffffffffffffff84116101ef578360040190608060031986360301126101ef57604461066f61066860248401866129ac565b3691612914565b602081519101209101359460405190602082019285358452604083015286606083015261069f6080830189612620565b8860a083015260a082526106b460c0836127ec565b855f52600160205260405f208054156108ce5760448201359182421161089e576024600191013591015480820361086c575060429392916107af916106f88761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffaa4f8f23e0527cd3dc3d89736cb8a5f88c171fe8754f17c97322f1384b9aba887521660408901528b6060890152606088526107566080896127ec565b604051928284019485526040840152604083526107746060846127ec565b604051968795838701995180918b5e860190838201905f8252519283915e0101905f8252518092825e015f815203601f1981018352826127ec565b5190206107ba6144c3565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206107f781836137fa565b1561081f576020610221888888888861081a6108128a61295a565b918383613dcf565b613030565b73ffffffffffffffffffffffffffffffffffffffff61083d8361295a565b7f2a09901e000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b877f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b827ff88f0490000000000000000000000000000000000000000000000000000000005f526004524260245260445ffd5b867fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef5761093d61010091600401600435612a65565b61094a604051809361265a565b60e0820152f35b346101ef5760806003193601126101ef5760243560043567ffffffffffffffff82116101ef57608060031983360301126101ef576044359160058310156101ef57602092610221926109a7836004018233613dcf565b60446064359301359033613030565b346101ef5760806003193601126101ef5760043560243567ffffffffffffffff81116101ef576109ea9036906004016126d4565b906044359260643567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57610a1f368686612914565b6020815191012090604051906020820192835287604083015260408252610a476060836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d57506042939291610ae991610a8b8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fe49f656912ae65949f79bd73f6ad8f033c509a42c1147a4f23e46fbea97cdca487521660408901528a6060890152606088526107566080896127ec565b519020610af46144c3565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220610b3181836137fa565b1561081f57602061022187878787610b488861295a565b6134f4565b867f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b857fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef57610bb936612754565b90610bc48133613794565b83929192156103fe576003830184815414610cf2579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b92160117610cae5f8080808865ffffffffffff8760a01c169a8b998881550196770600000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b29181908101610583565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760606003193601126101ef5760243567ffffffffffffffff81116101ef57610221610d5860209236906004016126d4565b60443591600435336134f4565b346101ef576080610d7536612754565b905f6060604051610d85816127b3565b82815282602082015282604082015201525f52600160205260405f20905f526008810160205260405f20549063ffffffff65ffffffffffff831692600964ffffffffff8260301c1693855f520160205267ffffffffffffffff60405f2054936060604051610df2816127b3565b8781526020810192835285604082019560581c168552019485526040519586525116602085015251166040830152516060820152f35b346101ef5760206003193601126101ef57600435610e44612827565b50805f52600160205260405f205415610f0257610e6361010091612c51565b6101ed604051809260e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760a06003193601126101ef5760043560443560243560058210156101ef576064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576040516020810191858352610f916040830188612620565b87606083015260608252610fa66080836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d5750604293929161104891610fea8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fb6635fb3d10668bdca0fd1a06fefe17bcdb2616bd7f64e566def6542e1afcd4f87521660408901528a6060890152606088526107566080896127ec565b5190206110536144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061109081836137fa565b1561081f5760206102218787878761081a8861295a565b346101ef576110d16110b83661273a565b81929391905f199082019182101580920218025f191890565b915f526001602052600660405f200191825490818082109118021890818082109118028118809103906111038261297b565b925f5b83811061116857846040518091602082016020835281518091526020604084019201905f5b818110611139575050500390f35b825173ffffffffffffffffffffffffffffffffffffffff1684528594506020938401939092019160010161112b565b600190825f5280840160205f2001546111818288612863565b5201611106565b346101ef5760206003193601126101ef576004356111a581614110565b91600282019273ffffffffffffffffffffffffffffffffffffffff84541680331480159061137e575b61134b57602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff331691161701176113075f8080808865ffffffffffff8760a01c169a8b998881550196770a00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c9934339181908101610583565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b5033156111ce565b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef5781600401608060031984360301126101ef57604435916064359360843567ffffffffffffffff81116101ef578060040191608060031983360301126101ef576113fb61066860248301876129ac565b60208151910120916044604051926020840194883586526040850152013560608301528660808301528760a083015260a0825261143960c0836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d575060429392916114db9161147d8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fbc4e70a5ffd3f998bd0b407839c9c4d1c8f1a27a75bef57b8f598fc916b62d0387521660408901528a6060890152606088526107566080896127ec565b5190206114e66144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061152381836137fa565b1561081f5760206102218787878761153a8861295a565b613277565b346101ef5761154d3661273a565b5f925f52600160205260405f209160018082119118026001189061158e65ffffffffffff845460a01c169183905f199082019182101580920218025f191890565b60018201908183116116d8578180821091180218916115b381840384811115026129fd565b9360095f929101905b8481106116745750506115ce816129fd565b935f5b82811061164a57505050811115611642575b5060405190604082019260408352815180945260206060840192015f945b80861061161657505082935060208301520390f35b90926020604060019282875167ffffffffffffffff815116835201518382015201940195019490611601565b9150826115e3565b8061165760019284612863565b516116628289612863565b5261166d8188612863565b50016115d1565b805f528160205260405f20548061168f575b506001016115bc565b92906116d1600192604051956116a48761276a565b67ffffffffffffffff8416875260208701526116bf81612a57565b956116ca828b612863565b5288612863565b5090611686565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b346101ef5760a06003193601126101ef57600435602435611724612727565b906064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57604051602081019185835263ffffffff871660408301528760608301526060825261177a6080836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d5750604293929161181c916117be8761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffccfb607d4099843efc9c5e850c2afbffa7bb7ad3f426f25971dcb7962932ed087521660408901528a6060890152606088526107566080896127ec565b5190206118276144c3565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061186481836137fa565b1561081f5760206102218787878761187b8861295a565b6132a7565b346101ef5760806003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef57610221602091606435906044359060040160043533613277565b346101ef575f6003193601126101ef576119836119077f0000000000000000000000000000000000000000000000000000000000000000613d78565b6119307f0000000000000000000000000000000000000000000000000000000000000000613d78565b60206119916040519261194383856127ec565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612702565b908582036040870152612702565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106119c857505050500390f35b8351855286955093810193928101926001016119b9565b346101ef575f6003193601126101ef5760205f54604051908152f35b346101ef5760a06003193601126101ef5760243567ffffffffffffffff81116101ef57610221611a3160209236906004016126d4565b60843591606435916044359160043533612da3565b346101ef5760206003193601126101ef576004355f5260016020526020600660405f200154604051908152f35b346101ef5760806003193601126101ef5760443560058110156101ef576102216020916064359060243560043533613030565b346101ef57611ab4366125c9565b90915f52600160205260405f20611aca8261297b565b9260045f9201915b83811015611b0857600190611af684611af08360051b8601866129ac565b906128fb565b54611b018288612863565b5201611ad2565b846040518091602082016020835281518091526020604084019201905f5b818110611b34575050500390f35b8251845285945060209384019390920191600101611b26565b346101ef5760c06003193601126101ef5760043560243567ffffffffffffffff81116101ef57611b819036906004016126d4565b60443590606435926084359460a43567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57611bbd368686612914565b6020815191012090604051906020820192835287604083015288606083015289608083015260808252611bf160a0836127ec565b845f52600160205260405f20805415610b7f5760448201359182421161089e5760246001910135910154808203610b4d57506042939291611c9391611c358761295a565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957f223c6ef79b685951d9e6a0345cf3261994f4190f6d1366dca5b0bf5221d012cf87521660408901528a6060890152606088526107566080896127ec565b519020611c9e6144c3565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220611cdb81836137fa565b1561081f576020610221898989898989611cf48a61295a565b612da3565b346101ef575f6003193601126101ef57611d58604051611d1a6040826127ec565b601381527f636f6c6f70686f6e2f72656769737472792f31000000000000000000000000006020820152604051918291602083526020830190612702565b0390f35b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57611da8611d9260209236906004016126d4565b6004355f5260018452600460405f2001916128fb565b54604051908152f35b346101ef57611dbf366125c9565b915f52600160205260405f20611dd48361280f565b92611de260405194856127ec565b808452601f19611df18261280f565b015f5b818110611e9957505060055f9201915b818110611e5b57846040518091602082016020835281518091526020604084019201905f5b818110611e37575050500390f35b91935091602060e082611e4d600194885161265a565b019401910191849392611e29565b80611e6960019284876128eb565b355f5283602052611e7d60405f2054612d06565b611e878288612863565b52611e928187612863565b5001611e04565b602090611ea79594956128a4565b82828901015201939293611df4565b346101ef5760406003193601126101ef576004356001808211911802600118611ef160243582905f199082019182101580920218025f191890565b5f5490600182018092116116d85781808210911802188181039081111502601f19611f34611f1e8361280f565b92611f2c60405194856127ec565b80845261280f565b015f5b8181106120605750505f5b8151811015611f7d57808301908184116116d857611f61600192612c51565b611f6b8285612863565b52611f768184612863565b5001611f42565b506040518091602082016020835281518091526020604084019201905f5b818110611fa9575050500390f35b91935091602061010082612052600194885160e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b019401910191849392611f9b565b60209061206b612827565b82828601015201611f37565b346101ef57602061208736612596565b905f526001825260405f20805480151592836120ab575b5050506040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff919293508116911681149182156120dc575b505082808061209e565b5f91825260070160205260409020541515905082806120d2565b346101ef5773ffffffffffffffffffffffffffffffffffffffff61211936612596565b906121248133613794565b939092169261213684600685016143d0565b15612251579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761220d5f8080808865ffffffffffff8760a01c169a8b998881550196770800000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c119181908101610583565b83827fe8f5dbe8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef576020600161229336612596565b9061229e8133613794565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176123ae5f8080808865ffffffffffff8760a01c169a8b998881550196770900000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b161617173391614370565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f209181908101610583565b346101ef5760206003193601126101ef5760206004356124128133613794565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b93171601176125025f80808080600165ffffffffffff8860a01c16998881550196770b00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b928f1b161617173391614370565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101ef5760206003193601126101ef576004355f5260016020526020600160405f200154604051908152f35b346101ef5760206003193601126101ef57602061258e600435612bd5565b604051908152f35b60031960409101126101ef576004359060243573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b60406003198201126101ef576004359160243567ffffffffffffffff81116101ef5760040182601f820112156101ef5780359267ffffffffffffffff84116101ef576020808301928560051b0101116101ef579190565b90600582101561262d5752565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b67ffffffffffffffff815116825267ffffffffffffffff602082015116602083015263ffffffff6040820151166040830152606081015190600d82101561262d5760c067ffffffffffffffff91819360608601526126c060808201516080870190612620565b8260a08201511660a0860152015116910152565b9181601f840112156101ef5782359167ffffffffffffffff83116101ef57602083818601950101116101ef57565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b6044359063ffffffff821682036101ef57565b60031960609101126101ef57600435906024359060443590565b60031960409101126101ef576004359060243590565b6040810190811067ffffffffffffffff82111761278657604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6080810190811067ffffffffffffffff82111761278657604052565b610100810190811067ffffffffffffffff82111761278657604052565b90601f601f19910116810190811067ffffffffffffffff82111761278657604052565b67ffffffffffffffff81116127865760051b60200190565b60405190612834826127cf565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b80518210156128775760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6040519060e0820182811067ffffffffffffffff821117612786576040525f60c0838281528260208201528260408201528260608201528260808201528260a08201520152565b91908110156128775760051b0190565b6020919283604051948593843782019081520301902090565b92919267ffffffffffffffff8211612786576040519161293e601f8201601f1916602001846127ec565b8294818452818301116101ef578281602093845f960137010152565b3573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b906129858261280f565b61299260405191826127ec565b828152601f196129a2829461280f565b0190602036910137565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef576020019181360383136101ef57565b90612a078261280f565b612a1460405191826127ec565b828152601f19612a24829461280f565b01905f5b828110612a3457505050565b602090604051612a438161276a565b5f81525f8382015282828501015201612a28565b5f1981146116d85760010190565b9091612a6f6128a4565b825f52600160205260405f209084355f526008820160205260405f2054938415908115612b76575b50612b6e5750604084013590815f5260058101602052612aba60405f2054612d06565b9467ffffffffffffffff86511615612b00575b90612aec612ae2836020612af59501906129ac565b60048401916128fb565b5494859161375d565b612afc5750565b9150565b9450612af590612aec612ae2612b636affffffffff000000000000881665ffffffffffff8916177cffffffffffff000000000000000000000000000000000000000000000060b88a901b16176f0400000001000000000000000000000017612d06565b979293505050612acd565b93505f925050565b905085612b8b63ffffffff8760581c1661417e565b612b9b6060849593950184613709565b8095915010159384612bca575b505082612bb9575b5050155f612a97565b612bc392506142b4565b855f612bb0565b111592505f80612ba8565b5f602091604051838101917f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000083524660328301523060601b6052830152606682015260668152612c266086826127ec565b604051918291518091835e8101838152039060025afa15612c46575f5190565b6040513d5f823e3d90fd5b612c59612827565b505f52600160205260405f2080549060028101549167ffffffffffffffff600183015493600365ffffffffffff8460a01c169401549360405195612c9c876127cf565b73ffffffffffffffffffffffffffffffffffffffff8516875273ffffffffffffffffffffffffffffffffffffffff831660208801526040870152606086015260a01c16608084015264ffffffffff8160d01c1660a084015260f81c151560c083015260e082015290565b90612d0f6128a4565b9165ffffffffffff8116835264ffffffffff8160301c16602084015263ffffffff8160581c16604084015260ff8160781c16600d81101561262d57606084015260ff8160801c1690600582101561262d5765ffffffffffff916080850152818160881c1660a085015260b81c1660c0830152565b601f8260209493601f1993818652868601375f8582860101520116010190565b91969594909394612db485846138f4565b612dc0868b939b613970565b612dce60048d0189866128fb565b9283548015612fe757878103612f9257509085878c8f9c9b9a99989796959481612dfb8f8f908391613d17565b97554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117938460a01c65ffffffffffff169d858155600101958b8754964260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177703000000000000000000000000000000000000000000000017612ec397614370565b9055879a845f526005016020528760405f20547cffffffffffff0000000000000000ffffffff0000000000000000000000166b01000000000000000000000001174260301b176f030000000000000000000000000000001790556040519473ffffffffffffffffffffffffffffffffffffffff86951685524267ffffffffffffffff1660208601526040850160a0905260a0850190612f6192612d83565b9160608401526080830152037f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d291a4565b6040517fbeeb3906000000000000000000000000000000000000000000000000000000008152600481018c90526080602482015290819089612fd8608484018e8b612d83565b91604484015260648301520390fd5b898b61302c886040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191612d83565b0390fd5b94939492919261304082826138f4565b969093600581101561262d57801561324f57855f526005850160205260405f20805498891561321f574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010188868c87878554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177705000000000000000000000000000000000000000000000017945f94613137968695614370565b9055869960181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908360801b907cffffffffffff00000000000000ffffffffffffffffffffffffffffffff16171790556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff166020840152604083016131f391612620565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4565b87867f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b916040906132a495949261328c828287613dcf565b61329960208301836129ac565b939092013594612da3565b90565b94939192946132b682826138f4565b939085156134a95763ffffffff88169081156134815782156103fe57865f526008810160205260405f209586548061344557504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117958660a01c65ffffffffffff16968083558886600185019286888554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177704000000000000000000000000000000000000000000000017945f946133b8968695614370565b9055869960581b6effffffff0000000000000000000000164260301b8817179055855f526009016020528160405f20556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830152606082015260807f7f8fffb3b5b515d23f908c9fcd9d0676a2dae0329912db057daceeb0d03df08d91a4565b65ffffffffffff9089887f409d8249000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b7f47d951ec000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fdfcd25ba000000000000000000000000000000000000000000000000000000005f5260045ffd5b949392916040926134ef928752606060208801526060870191612d83565b930152565b94939261350182876138f4565b96909361350e8382613970565b61351f6004889b939b0186856128fb565b918254806136d0575088613534818a8a613d17565b93554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff1674010000000000000000000000000000000000000000011799848b8a8160a01c65ffffffffffff169a828155600101948554924260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff00000000000000000000000000000000000000000000000016177702000000000000000000000000000000000000000000000017945f94613603968695614370565b9055859860181b7fffffffffffffffffff0000000000000000000000000000000000000000000000167cffffffffffff0000000000000000000000000000000000000000000000164260301b8717176f020000000100000000000000000000001790556040519273ffffffffffffffffffffffffffffffffffffffff84931683524267ffffffffffffffff166020840152604083016060905260608301906136aa92612d83565b037f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f6591a4565b8761302c8692896040519485947f1c832aba000000000000000000000000000000000000000000000000000000008652600486016134d1565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef57602001918160051b360383136101ef57565b821592831561376d575b50505090565b60059293505f520160205265ffffffffffff8060405f205460b81c169116105f8080613767565b9161379e82614110565b9093909273ffffffffffffffffffffffffffffffffffffffff8085169216908282036137c957505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b606081019061381361380c83836129ac565b90856145ec565b50600481101561262d571590816138c9575b506138c1576020926064601f19601f6138485f966138428761295a565b966129ac565b8091604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b505050600190565b905073ffffffffffffffffffffffffffffffffffffffff806138ea8461295a565b169116145f613825565b916138fe82614110565b9092819373ffffffffffffffffffffffffffffffffffffffff808297169316830361392857505050565b5f8381526007909101602052604090205415613942575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90915f91603f5f19850111613cd9575f198460031b1c199384823516947f808080808080808080808080808080808080808080808080808080808080808080871691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211613b46575b15613b09575050565b61302c6040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612d83565b5f19601f19830160031b1c1960208401358116955081613b67575b50613b00565b90507f808080808080808080808080808080808080808080808080808080808080808080861691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f613b61565b8361302c6040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612d83565b9092919283156103fe57600590845f520160205260405f209283549182613d3d57505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b60ff811690601f8211613da75760405191613d946040846127ec565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b90613dda81836138f4565b9390926020820191613df5613def84836129ac565b90613970565b939060408301359788156103fe57833595865f526008890160205260405f205480156140e057613e2d63ffffffff8260581c1661417e565b613e3a6060890189613709565b92809150831080156140d7575b61408e57505050613e58868a6142b4565b15614030578a5f5260058a0160205260405f209081546140225787938c8092613ece8e613ec5612ae28f988e8e91613ebe64ffffffffff8960301c1665ffffffffffff8a16906f04000000010000000000000000000000918060b81b9160301b17171790565b90556129ac565b9283549161375d565b61401a575b50504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117928360a01c65ffffffffffff169b848155600101958654944260781b9060201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff0000000000000000000000000000000000000000000000001617770c00000000000000000000000000000000000000000000001795613f9d965f96614370565b9055613fa8916129ac565b92906040519373ffffffffffffffffffffffffffffffffffffffff85941684524267ffffffffffffffff16602085015260408401608090526080840190613fee92612d83565b906060830152037fbf73463400de359488f701af1f4a5033371f9b38f4d3df5491536d827f87569191a4565b55815f613ed3565b505050505050505050505050565b87898c614084614040898b6129ac565b6040519586957f86d338a800000000000000000000000000000000000000000000000000000000875260048701526024860152608060448601526084850191612d83565b9060648301520390fd5b918b9160a4938c604051947fe6e77c3c00000000000000000000000000000000000000000000000000000000865260048601526024850152604484015260648301526084820152fd5b50818311613e47565b87897fcbfbbc8d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f198401101561414d5750565b8215610f02577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b906141fd827d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b918060011b907f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8116036116d8575f1981019081116116d8576132a4907d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b906143006142c56060830183613709565b9190936142d560208501856129ac565b6142f2604094929451938492602084019660408a013592886134d1565b03601f1981018352826127ec565b519020604051602081019182526020815261431c6040826127ec565b519020925f915b80831061433257505050351490565b9091936143408583856128eb565b35908181101561435f575f52602052600160405f205b94019190614323565b905f52602052600160405f20614356565b93602097935f979360e597936040519788528a88015260601b603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f5191156103d157565b8054821015612877575f5260205f2001905f90565b906001820191815f528260205260405f20548015155f146144bb575f1981018181116116d8578254905f1982019182116116d857818103614470575b50505080548015614443575f19019061442582826143bb565b5f1982549160031b1b19169055555f526020525f6040812055600190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603160045260245ffd5b6144a661448061449093866143bb565b90549060031b1c928392866143bb565b81939154905f199060031b92831b921b19161790565b90555f528360205260405f20555f808061440c565b505050505f90565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163014806145c3575b1561452b577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526145bd60c0826127ec565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614614502565b90604183036146165761460f9250602081013591604082359201355f1a90614678565b9192909190565b50505f9160029190565b5f8281526001820160205260409020546146725780549068010000000000000000821015612786578261465d6144908460018096018555846143bb565b90558054925f520160205260405f2055600190565b50505f90565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084116146fc579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15612c46575f5173ffffffffffffffffffffffffffffffffffffffff8116156146f257905f905f90565b505f906001905f90565b5050505f916003919056fea264697066735822122014f4ba8989ff06b51b845d72b676f47714c89ca1265674dde9abd4cfc866820d64736f6c63430008250033";

/**
 * Where that is: the parts of the EIP-712 domain, which differ from chain to chain. Offset and length in bytes.
 */
export const registryImmutables: readonly (readonly [start: number, length: number])[] = [[6371,32],[6412,32],[17626,32],[17673,32],[17752,32],[17790,32],[17862,32]];
