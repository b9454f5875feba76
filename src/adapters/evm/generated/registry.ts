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
export const registryBytecode = "0x610160604052346101285760405161001860408261012c565b6008815260208101906721b7b637b83437b760c11b82526040519161003e60408461012c565b600183526020830191603160f81b835261005781610163565b6101205261006484610163565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526100cd60c08261012c565b5190206080523060c05260405161456f90816101cf82396080518161433b015260a051816143f8015260c0518161430c015260e0518161438a015261010051816143b00152610120518161186b015261014051816118940152f35b5f80fd5b601f909101601f19168101906001600160401b0382119082101761014f57604052565b634e487b7160e01b5f52604160045260245ffd5b601f81511161018e57602081519101516020821061017f571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146124ae5780630826e37b146124815780630aebeb4e1461234857806329507f73146121f05780632bb5ffb51461207e5780632e98c03114611fff5780633e465c6814611e3e5780634039df8414611d395780634ad62fd314611ce457806354fd4d5014611c815780635aabcadd14611ad557806371d9835214611a2e578063724e554b146119fb57806378dc6c4e146119ce5780637d4c1c1d146119835780637dd51fc51461196757806384b0196e14611853578063862ba3b1146118085780638a71d26b1461168d578063930910d0146114c757806393834b041461130e578063952289cf146111295780639b6c741b14611048578063aa30790e14610ece578063b0d4f81b14610dc9578063b595547514610d06578063c00f20bc14610cc3578063c83f54ce14610b65578063c9158a3014610970578063cf66520a1461090b578063d690f418146108b4578063d70483ee146105a0578063e01a463e146103f9578063e1fa8e8414610233578063e4ae8874146101f35763e5ac9ef1146101a5575f80fd5b346101ef576101b336612692565b906101bc6127e2565b505f526001602052600560405f2001905f5260205260e06101e060405f2054612c59565b6101ed6040518092612598565bf35b5f80fd5b346101ef5760806003193601126101ef576020610221610211612665565b60643590602435600435336131c3565b67ffffffffffffffff60405191168152f35b346101ef5760206003193601126101ef5760043580156103d1576102575f54612995565b805f5567ffffffffffffffff4216815f52600160205260405f2092740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171784556002840180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600385015560205f60e561031586612b28565b604051908360c58301528360a5830152836085830152836065830152856045830152336025830152866901010000000000000000176011830152815260025afa60203d14165f5190156103a45760016020950155604051918252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5773ffffffffffffffffffffffffffffffffffffffff61041c366124d4565b906104278133613989565b939092169283156105785761043f8460068501614452565b15610548579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176104fd5f8080808865ffffffffffff8760a01c169a8b998881550196875468070000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b83827f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef578160040191608060031982360301126101ef576044359160058310156101ef57606435936084359267ffffffffffffffff84116101ef578360040190608060031986360301126101ef57604461062961062260248401866128ea565b3691612852565b6020815191012091013594604051906020820192853584526040830152866060830152610659608083018961255e565b8860a083015260a0825261066e60c08361272a565b855f52600160205260405f2080541561088857604482013591824211610858576024600191013591015480820361082657506042939291610769916106b287612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffaa4f8f23e0527cd3dc3d89736cb8a5f88c171fe8754f17c97322f1384b9aba887521660408901528b60608901526060885261071060808961272a565b6040519282840194855260408401526040835261072e60608461272a565b604051968795838701995180918b5e860190838201905f8252519283915e0101905f8252518092825e015f815203601f19810183528261272a565b5190206107746142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206107b181836139ef565b156107d957602061022188888888886107d46107cc8a612898565b918383613c17565b612f65565b73ffffffffffffffffffffffffffffffffffffffff6107f783612898565b7f2a09901e000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b877f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b827ff88f0490000000000000000000000000000000000000000000000000000000005f526004524260245260445ffd5b867fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef576108f7610100916004016004356129a3565b6109046040518093612598565b60e0820152f35b346101ef5760806003193601126101ef5760243560043567ffffffffffffffff82116101ef57608060031983360301126101ef576044359160058310156101ef5760209261022192610961836004018233613c17565b60446064359301359033612f65565b346101ef5760806003193601126101ef5760043560243567ffffffffffffffff81116101ef576109a4903690600401612612565b906044359260643567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576109d9368686612852565b6020815191012090604051906020820192835287604083015260408252610a0160608361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291610aa391610a4587612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fe49f656912ae65949f79bd73f6ad8f033c509a42c1147a4f23e46fbea97cdca487521660408901528a60608901526060885261071060808961272a565b519020610aae6142f5565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220610aeb81836139ef565b156107d957602061022187878787610b0288612898565b6133f7565b867f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b857fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef57610b7336612692565b90610b7e8133613989565b83929192156103d1576003830184815414610c93579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b92160117610c4f5f8080808865ffffffffffff8760a01c169a8b998881550196875468060000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b2918190810161053d565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760606003193601126101ef5760243567ffffffffffffffff81116101ef57610221610cf96020923690600401612612565b60443591600435336133f7565b346101ef576080610d1636612692565b905f6060604051610d26816126f1565b82815282602082015282604082015201525f52600160205260405f20905f526008810160205260405f20549063ffffffff65ffffffffffff831692600964ffffffffff8260301c1693855f520160205267ffffffffffffffff60405f2054936060604051610d93816126f1565b8781526020810192835285604082019560581c168552019485526040519586525116602085015251166040830152516060820152f35b346101ef5760206003193601126101ef57600435610de5612765565b50805f52600160205260405f205415610ea357610e0461010091612ba4565b6101ed604051809260e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760a06003193601126101ef5760043560443560243560058210156101ef576064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576040516020810191858352610f32604083018861255e565b87606083015260608252610f4760808361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291610fe991610f8b87612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fb6635fb3d10668bdca0fd1a06fefe17bcdb2616bd7f64e566def6542e1afcd4f87521660408901528a60608901526060885261071060808961272a565b519020610ff46142f5565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061103181836139ef565b156107d9576020610221878787876107d488612898565b346101ef5761107261105936612678565b81929391905f199082019182101580920218025f191890565b915f526001602052600660405f200191825490818082109118021890818082109118028118809103906110a4826128b9565b925f5b83811061110957846040518091602082016020835281518091526020604084019201905f5b8181106110da575050500390f35b825173ffffffffffffffffffffffffffffffffffffffff168452859450602093840193909201916001016110cc565b600190825f5280840160205f20015461112282886127a1565b52016110a7565b346101ef5760206003193601126101ef5760043561114681613f43565b91600282019273ffffffffffffffffffffffffffffffffffffffff845416803314801590611306575b6112d357602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff3316911617011761128f5f8080808865ffffffffffff8760a01c169a8b9988815501968754680a0000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c993433918190810161053d565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b50331561116f565b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef5781600401608060031984360301126101ef57604435916064359360843567ffffffffffffffff81116101ef578060040191608060031983360301126101ef5761138361062260248301876128ea565b60208151910120916044604051926020840194883586526040850152013560608301528660808301528760a083015260a082526113c160c08361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b07575060429392916114639161140587612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fbc4e70a5ffd3f998bd0b407839c9c4d1c8f1a27a75bef57b8f598fc916b62d0387521660408901528a60608901526060885261071060808961272a565b51902061146e6142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206114ab81836139ef565b156107d9576020610221878787876114c288612898565b613193565b346101ef576114d536612678565b5f925f52600160205260405f209160018082119118026001189061151665ffffffffffff845460a01c169183905f199082019182101580920218025f191890565b60018201908183116116605781808210911802189161153b818403848111150261293b565b9360095f929101905b8481106115fc5750506115568161293b565b935f5b8281106115d2575050508111156115ca575b5060405190604082019260408352815180945260206060840192015f945b80861061159e57505082935060208301520390f35b90926020604060019282875167ffffffffffffffff815116835201518382015201940195019490611589565b91508261156b565b806115df600192846127a1565b516115ea82896127a1565b526115f581886127a1565b5001611559565b805f528160205260405f205480611617575b50600101611544565b92906116596001926040519561162c876126a8565b67ffffffffffffffff84168752602087015261164781612995565b95611652828b6127a1565b52886127a1565b509061160e565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b346101ef5760a06003193601126101ef576004356024356116ac612665565b906064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57604051602081019185835263ffffffff871660408301528760608301526060825261170260808361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b07575060429392916117a49161174687612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffccfb607d4099843efc9c5e850c2afbffa7bb7ad3f426f25971dcb7962932ed087521660408901528a60608901526060885261071060808961272a565b5190206117af6142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206117ec81836139ef565b156107d95760206102218787878761180388612898565b6131c3565b346101ef5760806003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef57610221602091606435906044359060040160043533613193565b346101ef575f6003193601126101ef5761190b61188f7f0000000000000000000000000000000000000000000000000000000000000000613bc0565b6118b87f0000000000000000000000000000000000000000000000000000000000000000613bc0565b6020611919604051926118cb838561272a565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612640565b908582036040870152612640565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061195057505050500390f35b835185528695509381019392810192600101611941565b346101ef575f6003193601126101ef5760205f54604051908152f35b346101ef5760a06003193601126101ef5760243567ffffffffffffffff81116101ef576102216119b96020923690600401612612565b60843591606435916044359160043533612cf6565b346101ef5760206003193601126101ef576004355f5260016020526020600660405f200154604051908152f35b346101ef5760806003193601126101ef5760443560058110156101ef576102216020916064359060243560043533612f65565b346101ef57611a3c36612507565b90915f52600160205260405f20611a52826128b9565b9260045f9201915b83811015611a9057600190611a7e84611a788360051b8601866128ea565b90612839565b54611a8982886127a1565b5201611a5a565b846040518091602082016020835281518091526020604084019201905f5b818110611abc575050500390f35b8251845285945060209384019390920191600101611aae565b346101ef5760c06003193601126101ef5760043560243567ffffffffffffffff81116101ef57611b09903690600401612612565b60443590606435926084359460a43567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57611b45368686612852565b6020815191012090604051906020820192835287604083015288606083015289608083015260808252611b7960a08361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291611c1b91611bbd87612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957f223c6ef79b685951d9e6a0345cf3261994f4190f6d1366dca5b0bf5221d012cf87521660408901528a60608901526060885261071060808961272a565b519020611c266142f5565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220611c6381836139ef565b156107d9576020610221898989898989611c7c8a612898565b612cf6565b346101ef575f6003193601126101ef57611ce0604051611ca260408261272a565b601381527f636f6c6f70686f6e2f72656769737472792f31000000000000000000000000006020820152604051918291602083526020830190612640565b0390f35b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57611d30611d1a6020923690600401612612565b6004355f5260018452600460405f200191612839565b54604051908152f35b346101ef57611d4736612507565b915f52600160205260405f20611d5c8361274d565b92611d6a604051948561272a565b808452601f19611d798261274d565b015f5b818110611e2157505060055f9201915b818110611de357846040518091602082016020835281518091526020604084019201905f5b818110611dbf575050500390f35b91935091602060e082611dd56001948851612598565b019401910191849392611db1565b80611df16001928487612829565b355f5283602052611e0560405f2054612c59565b611e0f82886127a1565b52611e1a81876127a1565b5001611d8c565b602090611e2f9594956127e2565b82828901015201939293611d7c565b346101ef5760406003193601126101ef576004356001808211911802600118611e7960243582905f199082019182101580920218025f191890565b5f5490600182018092116116605781808210911802188181039081111502601f19611ebc611ea68361274d565b92611eb4604051948561272a565b80845261274d565b015f5b818110611fe85750505f5b8151811015611f05578083019081841161166057611ee9600192612ba4565b611ef382856127a1565b52611efe81846127a1565b5001611eca565b506040518091602082016020835281518091526020604084019201905f5b818110611f31575050500390f35b91935091602061010082611fda600194885160e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b019401910191849392611f23565b602090611ff3612765565b82828601015201611ebf565b346101ef57602061200f366124d4565b905f526001825260405f2080548015159283612033575b5050506040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff91929350811691168114918215612064575b5050828080612026565b5f918252600701602052604090205415159050828061205a565b346101ef5773ffffffffffffffffffffffffffffffffffffffff6120a1366124d4565b906120ac8133613989565b93909216926120be8460068501614202565b156121c0579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761217c5f8080808865ffffffffffff8760a01c169a8b998881550196875468080000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c11918190810161053d565b83827fe8f5dbe8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760206001612202366124d4565b9061220d8133613989565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176123045f8080808865ffffffffffff8760a01c169a8b998881550196875468090000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f20918190810161053d565b346101ef5760206003193601126101ef5760206004356123688133613989565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b93171601176124405f80808080600165ffffffffffff8860a01c169988815501968754680b0000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101ef5760206003193601126101ef576004355f5260016020526020600160405f200154604051908152f35b346101ef5760206003193601126101ef5760206124cc600435612b28565b604051908152f35b60031960409101126101ef576004359060243573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b60406003198201126101ef576004359160243567ffffffffffffffff81116101ef5760040182601f820112156101ef5780359267ffffffffffffffff84116101ef576020808301928560051b0101116101ef579190565b90600582101561256b5752565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b67ffffffffffffffff815116825267ffffffffffffffff602082015116602083015263ffffffff6040820151166040830152606081015190600d82101561256b5760c067ffffffffffffffff91819360608601526125fe6080820151608087019061255e565b8260a08201511660a0860152015116910152565b9181601f840112156101ef5782359167ffffffffffffffff83116101ef57602083818601950101116101ef57565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b6044359063ffffffff821682036101ef57565b60031960609101126101ef57600435906024359060443590565b60031960409101126101ef576004359060243590565b6040810190811067ffffffffffffffff8211176126c457604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6080810190811067ffffffffffffffff8211176126c457604052565b610100810190811067ffffffffffffffff8211176126c457604052565b90601f601f19910116810190811067ffffffffffffffff8211176126c457604052565b67ffffffffffffffff81116126c45760051b60200190565b604051906127728261270d565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b80518210156127b55760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6040519060e0820182811067ffffffffffffffff8211176126c4576040525f60c0838281528260208201528260408201528260608201528260808201528260a08201520152565b91908110156127b55760051b0190565b6020919283604051948593843782019081520301902090565b92919267ffffffffffffffff82116126c4576040519161287c601f8201601f19166020018461272a565b8294818452818301116101ef578281602093845f960137010152565b3573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b906128c38261274d565b6128d0604051918261272a565b828152601f196128e0829461274d565b0190602036910137565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef576020019181360383136101ef57565b906129458261274d565b612952604051918261272a565b828152601f19612962829461274d565b01905f5b82811061297257505050565b602090604051612981816126a8565b5f81525f8382015282828501015201612966565b5f1981146116605760010190565b916129ac6127e2565b925f93602084016129c66129c082876128ea565b906135f2565b5050825f52600160205260405f209585355f526008870160205260405f20549260408701359485158015612b20575b612b145787612a0c63ffffffff8760581c16613fb1565b612a1c60608495939501846138fe565b8095915010159384612b09575b505082612af8575b505015612aef575050612a5e612a6891845f5260058801602052612a5860405f2054612c59565b966128ea565b6004880191612839565b549367ffffffffffffffff815116612ae95750612ade908490612ad86affffffffff000000000000821665ffffffffffff8316177cffffffffffff000000000000000000000000000000000000000000000060b884901b16176f0400000001000000000000000000000017612c59565b96613952565b612ae55750565b9150565b94505050565b96509450505050565b612b0292506140e7565b875f612a31565b111592505f80612a29565b5096505f955050505050565b5084156129f5565b5f602091604051838101917f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000083524660328301523060601b6052830152606682015260668152612b7960868261272a565b604051918291518091835e8101838152039060025afa15612b99575f5190565b6040513d5f823e3d90fd5b612bac612765565b505f52600160205260405f2080549060028101549167ffffffffffffffff600183015493600365ffffffffffff8460a01c169401549360405195612bef8761270d565b73ffffffffffffffffffffffffffffffffffffffff8516875273ffffffffffffffffffffffffffffffffffffffff831660208801526040870152606086015260a01c16608084015264ffffffffff8160d01c1660a084015260f81c151560c083015260e082015290565b90612c626127e2565b9165ffffffffffff8116835264ffffffffff8160301c16602084015263ffffffff8160581c16604084015260ff8160781c16600d81101561256b57606084015260ff8160801c1690600582101561256b5765ffffffffffff916080850152818160881c1660a085015260b81c1660c0830152565b601f8260209493601f1993818652868601375f8582860101520116010190565b919394969596929092612d098484613ae3565b9098612d1584886135f2565b939092612d2660048d01878b612839565b988954908115612f1c57838203612ec657505089612d45818e8b613b5f565b99554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117978860a01c65ffffffffffff1698808d5560018d019084848d89898d875496429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176803000000000000000017612dfa976141a3565b9055889b825f526005016020528860405f20547cffffffffffff0000000000000000ffffffff0000000000000000000000166b01000000000000000000000001174260301b176f030000000000000000000000000000001790556040519573ffffffffffffffffffffffffffffffffffffffff1686524260208701526040860160a09052606086015260808501528260a085015260c084015260e0830152601f0160601660c0017f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d291a4565b879184612f0d8c936040519586957fbeeb39060000000000000000000000000000000000000000000000000000000087526004870152608060248701526084860191612cd6565b91604484015260648301520390fd5b89612f6189926040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191612cd6565b0390fd5b949394929192612f758282613ae3565b969093600581101561256b57801561316b57855f526005850160205260405f20805498891561313b574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010188868c8787855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176805000000000000000017945f946130539686956141a3565b9055869960181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908360801b907cffffffffffff00000000000000ffffffffffffffffffffffffffffffff16171790556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830161310f9161255e565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4565b87867f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b916040906131c09594926131a8828287613c17565b6131b560208301836128ea565b939092013594612cf6565b90565b94939192946131d28282613ae3565b939085156133ac5763ffffffff88169081156133845782156103d157865f526008810160205260405f209586548061334857504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117958660a01c65ffffffffffff1696808355888660018501928688855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176804000000000000000017945f946132bb9686956141a3565b9055869960581b6effffffff0000000000000000000000164260301b8817179055855f526009016020528160405f20556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830152606082015260807f7f8fffb3b5b515d23f908c9fcd9d0676a2dae0329912db057daceeb0d03df08d91a4565b65ffffffffffff9089887f409d8249000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b7f47d951ec000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fdfcd25ba000000000000000000000000000000000000000000000000000000005f5260045ffd5b949392916040926133f2928752606060208801526060870191612cd6565b930152565b94939291946134068282613ae3565b61341385899693966135f2565b9161342260048801858c612839565b998a54806135ba57505087613438818989613b5f565b9a554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010182868c8b87855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176802000000000000000017945f946134ef9686956141a3565b9055869960181b7fffffffffffffffffff0000000000000000000000000000000000000000000000167cffffffffffff0000000000000000000000000000000000000000000000164260301b8817176f020000000100000000000000000000001790556040519373ffffffffffffffffffffffffffffffffffffffff1684524260208501526040840160609052826060850152608084015260a0830152601f016060166080017f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f6591a4565b612f618891876040519485947f1c832aba000000000000000000000000000000000000000000000000000000008652600486016133d4565b90915f915f198460031b1c19937f80808080808080808080808080808080808080808080808080808080808080808583351680967f050505050505050505050505050505050505050505050505050505050505050582017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8301187f202020202020202020202020202020202020202020202020202020202020202083017f21212121212121212121212121212121212121212121212121212121212121218401187f464646464646464646464646464646464646464646464646464646464646464684017f50505050505050505050505050505050505050505050505050505050505050508501187f515151515151515151515151515151515151515151515151515151515151515185017f53535353535353535353535353535353535353535353535353535353535353538601181818181817166020821161379e575b5f19820160061c17613761575050565b612f616040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612cd6565b60208301355f19601f19840160031b1c1990811695507f535353535353535353535353535353535353535353535353535353535353535386017f51515151515151515151515151515151515151515151515151515151515151518701187f505050505050505050505050505050505050505050505050505050505050505087017f4646464646464646464646464646464646464646464646464646464646464646880118187f212121212121212121212121212121212121212121212121212121212121212187017f2020202020202020202020202020202020202020202020202020202020202020880118187f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f87017f0505050505050505050505050505050505050505050505050505050505050505880118181885177f80808080808080808080808080808080808080808080808080808080808080801617613751565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef57602001918160051b360383136101ef57565b8215928315613962575b50505090565b60059293505f520160205265ffffffffffff8060405f205460b81c169116105f808061395c565b9161399382613f43565b9093909273ffffffffffffffffffffffffffffffffffffffff8085169216908282036139be57505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b6060810190613a08613a0183836128ea565b908561441e565b50600481101561256b57159081613ab8575b50613ab0576020926064601f19601f613a375f96612a5887612898565b8091604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b505050600190565b905073ffffffffffffffffffffffffffffffffffffffff80613ad984612898565b169116145f613a1a565b91613aed82613f43565b9092819373ffffffffffffffffffffffffffffffffffffffff8082971693168303613b1757505050565b5f8381526007909101602052604090205415613b31575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9092919283156103d157600590845f520160205260405f209283549182613b8557505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b60ff811690601f8211613bef5760405191613bdc60408461272a565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b90613c228183613ae3565b9390926020820191613c376129c084836128ea565b939060408301359788156103d157833595865f526008890160205260405f20548015613f1357613c6f63ffffffff8260581c16613fb1565b613c7c60608901896138fe565b9280915083108015613f0a575b613ec157505050613c9a868a6140e7565b15613e63578a5f5260058a0160205260405f20908154613e555787938c8092613d1a8e613d11613d078f988e8e91613d0064ffffffffff8960301c1665ffffffffffff8a16906f04000000010000000000000000000000918060b81b9160301b17171790565b90556128ea565b6004840191612839565b92835491613952565b613e4d575b50504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117928360a01c65ffffffffffff169b84815560010195865494429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff0000000000000000001617680c00000000000000001795613dd0965f966141a3565b9055613ddb916128ea565b92906040519373ffffffffffffffffffffffffffffffffffffffff85941684524267ffffffffffffffff16602085015260408401608090526080840190613e2192612cd6565b906060830152037fbf73463400de359488f701af1f4a5033371f9b38f4d3df5491536d827f87569191a4565b55815f613d1f565b505050505050505050505050565b87898c613eb7613e73898b6128ea565b6040519586957f86d338a800000000000000000000000000000000000000000000000000000000875260048701526024860152608060448601526084850191612cd6565b9060648301520390fd5b918b9160a4938c604051947fe6e77c3c00000000000000000000000000000000000000000000000000000000865260048601526024850152604484015260648301526084820152fd5b50818311613c89565b87897fcbfbbc8d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f1984011015613f805750565b8215610ea3577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90614030827d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b918060011b907f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811603611660575f198101908111611660576131c0907d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b906141336140f860608301836138fe565b91909361410860208501856128ea565b614125604094929451938492602084019660408a013592886133d4565b03601f19810183528261272a565b519020604051602081019182526020815261414f60408261272a565b519020925f915b80831061416557505050351490565b909193614173858385612829565b359081811015614192575f52602052600160405f205b94019190614156565b905f52602052600160405f20614189565b926020979460e5965f989493946040519760c589015260a588015260858701526065860152604585015260258401526011830152815260025afa60203d1416905f5191156103a457565b80548210156127b5575f5260205f2001905f90565b906001820191815f528260205260405f20548015155f146142ed575f198101818111611660578254905f198201918211611660578181036142a2575b50505080548015614275575f19019061425782826141ed565b5f1982549160031b1b19169055555f526020525f6040812055600190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603160045260245ffd5b6142d86142b26142c293866141ed565b90549060031b1c928392866141ed565b81939154905f199060031b92831b921b19161790565b90555f528360205260405f20555f808061423e565b505050505f90565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163014806143f5575b1561435d577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526143ef60c08261272a565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614614334565b9060418303614448576144419250602081013591604082359201355f1a906144aa565b9192909190565b50505f9160029190565b5f8281526001820160205260409020546144a457805490680100000000000000008210156126c4578261448f6142c28460018096018555846141ed565b90558054925f520160205260405f2055600190565b50505f90565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841161452e579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15612b99575f5173ffffffffffffffffffffffffffffffffffffffff81161561452457905f905f90565b505f906001905f90565b5050505f916003919056fea2646970667358221220c77cabac7e64950ad7bb4493cad24e58d89d78fe323ddf79e5eb69903f58e2d664736f6c63430008250033";

/** The code that then stands at the registry's address, with zeros where the constructor puts what it works out. */
export const registryRuntimeBytecode = "0x60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146124ae5780630826e37b146124815780630aebeb4e1461234857806329507f73146121f05780632bb5ffb51461207e5780632e98c03114611fff5780633e465c6814611e3e5780634039df8414611d395780634ad62fd314611ce457806354fd4d5014611c815780635aabcadd14611ad557806371d9835214611a2e578063724e554b146119fb57806378dc6c4e146119ce5780637d4c1c1d146119835780637dd51fc51461196757806384b0196e14611853578063862ba3b1146118085780638a71d26b1461168d578063930910d0146114c757806393834b041461130e578063952289cf146111295780639b6c741b14611048578063aa30790e14610ece578063b0d4f81b14610dc9578063b595547514610d06578063c00f20bc14610cc3578063c83f54ce14610b65578063c9158a3014610970578063cf66520a1461090b578063d690f418146108b4578063d70483ee146105a0578063e01a463e146103f9578063e1fa8e8414610233578063e4ae8874146101f35763e5ac9ef1146101a5575f80fd5b346101ef576101b336612692565b906101bc6127e2565b505f526001602052600560405f2001905f5260205260e06101e060405f2054612c59565b6101ed6040518092612598565bf35b5f80fd5b346101ef5760806003193601126101ef576020610221610211612665565b60643590602435600435336131c3565b67ffffffffffffffff60405191168152f35b346101ef5760206003193601126101ef5760043580156103d1576102575f54612995565b805f5567ffffffffffffffff4216815f52600160205260405f2092740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171784556002840180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600385015560205f60e561031586612b28565b604051908360c58301528360a5830152836085830152836065830152856045830152336025830152866901010000000000000000176011830152815260025afa60203d14165f5190156103a45760016020950155604051918252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5773ffffffffffffffffffffffffffffffffffffffff61041c366124d4565b906104278133613989565b939092169283156105785761043f8460068501614452565b15610548579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176104fd5f8080808865ffffffffffff8760a01c169a8b998881550196875468070000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b83827f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef578160040191608060031982360301126101ef576044359160058310156101ef57606435936084359267ffffffffffffffff84116101ef578360040190608060031986360301126101ef57604461062961062260248401866128ea565b3691612852565b6020815191012091013594604051906020820192853584526040830152866060830152610659608083018961255e565b8860a083015260a0825261066e60c08361272a565b855f52600160205260405f2080541561088857604482013591824211610858576024600191013591015480820361082657506042939291610769916106b287612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffaa4f8f23e0527cd3dc3d89736cb8a5f88c171fe8754f17c97322f1384b9aba887521660408901528b60608901526060885261071060808961272a565b6040519282840194855260408401526040835261072e60608461272a565b604051968795838701995180918b5e860190838201905f8252519283915e0101905f8252518092825e015f815203601f19810183528261272a565b5190206107746142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206107b181836139ef565b156107d957602061022188888888886107d46107cc8a612898565b918383613c17565b612f65565b73ffffffffffffffffffffffffffffffffffffffff6107f783612898565b7f2a09901e000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b877f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b827ff88f0490000000000000000000000000000000000000000000000000000000005f526004524260245260445ffd5b867fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef576108f7610100916004016004356129a3565b6109046040518093612598565b60e0820152f35b346101ef5760806003193601126101ef5760243560043567ffffffffffffffff82116101ef57608060031983360301126101ef576044359160058310156101ef5760209261022192610961836004018233613c17565b60446064359301359033612f65565b346101ef5760806003193601126101ef5760043560243567ffffffffffffffff81116101ef576109a4903690600401612612565b906044359260643567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576109d9368686612852565b6020815191012090604051906020820192835287604083015260408252610a0160608361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291610aa391610a4587612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fe49f656912ae65949f79bd73f6ad8f033c509a42c1147a4f23e46fbea97cdca487521660408901528a60608901526060885261071060808961272a565b519020610aae6142f5565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220610aeb81836139ef565b156107d957602061022187878787610b0288612898565b6133f7565b867f61999d81000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b857fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef57610b7336612692565b90610b7e8133613989565b83929192156103d1576003830184815414610c93579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b92160117610c4f5f8080808865ffffffffffff8760a01c169a8b998881550196875468060000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b2918190810161053d565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760606003193601126101ef5760243567ffffffffffffffff81116101ef57610221610cf96020923690600401612612565b60443591600435336133f7565b346101ef576080610d1636612692565b905f6060604051610d26816126f1565b82815282602082015282604082015201525f52600160205260405f20905f526008810160205260405f20549063ffffffff65ffffffffffff831692600964ffffffffff8260301c1693855f520160205267ffffffffffffffff60405f2054936060604051610d93816126f1565b8781526020810192835285604082019560581c168552019485526040519586525116602085015251166040830152516060820152f35b346101ef5760206003193601126101ef57600435610de5612765565b50805f52600160205260405f205415610ea357610e0461010091612ba4565b6101ed604051809260e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346101ef5760a06003193601126101ef5760043560443560243560058210156101ef576064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef576040516020810191858352610f32604083018861255e565b87606083015260608252610f4760808361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291610fe991610f8b87612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fb6635fb3d10668bdca0fd1a06fefe17bcdb2616bd7f64e566def6542e1afcd4f87521660408901528a60608901526060885261071060808961272a565b519020610ff46142f5565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522061103181836139ef565b156107d9576020610221878787876107d488612898565b346101ef5761107261105936612678565b81929391905f199082019182101580920218025f191890565b915f526001602052600660405f200191825490818082109118021890818082109118028118809103906110a4826128b9565b925f5b83811061110957846040518091602082016020835281518091526020604084019201905f5b8181106110da575050500390f35b825173ffffffffffffffffffffffffffffffffffffffff168452859450602093840193909201916001016110cc565b600190825f5280840160205f20015461112282886127a1565b52016110a7565b346101ef5760206003193601126101ef5760043561114681613f43565b91600282019273ffffffffffffffffffffffffffffffffffffffff845416803314801590611306575b6112d357602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff3316911617011761128f5f8080808865ffffffffffff8760a01c169a8b9988815501968754680a0000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c993433918190810161053d565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b50331561116f565b346101ef5760a06003193601126101ef5760243560043567ffffffffffffffff82116101ef5781600401608060031984360301126101ef57604435916064359360843567ffffffffffffffff81116101ef578060040191608060031983360301126101ef5761138361062260248301876128ea565b60208151910120916044604051926020840194883586526040850152013560608301528660808301528760a083015260a082526113c160c08361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b07575060429392916114639161140587612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957fbc4e70a5ffd3f998bd0b407839c9c4d1c8f1a27a75bef57b8f598fc916b62d0387521660408901528a60608901526060885261071060808961272a565b51902061146e6142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206114ab81836139ef565b156107d9576020610221878787876114c288612898565b613193565b346101ef576114d536612678565b5f925f52600160205260405f209160018082119118026001189061151665ffffffffffff845460a01c169183905f199082019182101580920218025f191890565b60018201908183116116605781808210911802189161153b818403848111150261293b565b9360095f929101905b8481106115fc5750506115568161293b565b935f5b8281106115d2575050508111156115ca575b5060405190604082019260408352815180945260206060840192015f945b80861061159e57505082935060208301520390f35b90926020604060019282875167ffffffffffffffff815116835201518382015201940195019490611589565b91508261156b565b806115df600192846127a1565b516115ea82896127a1565b526115f581886127a1565b5001611559565b805f528160205260405f205480611617575b50600101611544565b92906116596001926040519561162c876126a8565b67ffffffffffffffff84168752602087015261164781612995565b95611652828b6127a1565b52886127a1565b509061160e565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b346101ef5760a06003193601126101ef576004356024356116ac612665565b906064359260843567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57604051602081019185835263ffffffff871660408301528760608301526060825261170260808361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b07575060429392916117a49161174687612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957ffccfb607d4099843efc9c5e850c2afbffa7bb7ad3f426f25971dcb7962932ed087521660408901528a60608901526060885261071060808961272a565b5190206117af6142f5565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152206117ec81836139ef565b156107d95760206102218787878761180388612898565b6131c3565b346101ef5760806003193601126101ef5760243567ffffffffffffffff81116101ef57608060031982360301126101ef57610221602091606435906044359060040160043533613193565b346101ef575f6003193601126101ef5761190b61188f7f0000000000000000000000000000000000000000000000000000000000000000613bc0565b6118b87f0000000000000000000000000000000000000000000000000000000000000000613bc0565b6020611919604051926118cb838561272a565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612640565b908582036040870152612640565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061195057505050500390f35b835185528695509381019392810192600101611941565b346101ef575f6003193601126101ef5760205f54604051908152f35b346101ef5760a06003193601126101ef5760243567ffffffffffffffff81116101ef576102216119b96020923690600401612612565b60843591606435916044359160043533612cf6565b346101ef5760206003193601126101ef576004355f5260016020526020600660405f200154604051908152f35b346101ef5760806003193601126101ef5760443560058110156101ef576102216020916064359060243560043533612f65565b346101ef57611a3c36612507565b90915f52600160205260405f20611a52826128b9565b9260045f9201915b83811015611a9057600190611a7e84611a788360051b8601866128ea565b90612839565b54611a8982886127a1565b5201611a5a565b846040518091602082016020835281518091526020604084019201905f5b818110611abc575050500390f35b8251845285945060209384019390920191600101611aae565b346101ef5760c06003193601126101ef5760043560243567ffffffffffffffff81116101ef57611b09903690600401612612565b60443590606435926084359460a43567ffffffffffffffff81116101ef578060040190608060031982360301126101ef57611b45368686612852565b6020815191012090604051906020820192835287604083015288606083015289608083015260808252611b7960a08361272a565b845f52600160205260405f20805415610b39576044820135918242116108585760246001910135910154808203610b0757506042939291611c1b91611bbd87612898565b9160206040519673ffffffffffffffffffffffffffffffffffffffff828901957f223c6ef79b685951d9e6a0345cf3261994f4190f6d1366dca5b0bf5221d012cf87521660408901528a60608901526060885261071060808961272a565b519020611c266142f5565b90604051917f190100000000000000000000000000000000000000000000000000000000000083526002830152602282015220611c6381836139ef565b156107d9576020610221898989898989611c7c8a612898565b612cf6565b346101ef575f6003193601126101ef57611ce0604051611ca260408261272a565b601381527f636f6c6f70686f6e2f72656769737472792f31000000000000000000000000006020820152604051918291602083526020830190612640565b0390f35b346101ef5760406003193601126101ef5760243567ffffffffffffffff81116101ef57611d30611d1a6020923690600401612612565b6004355f5260018452600460405f200191612839565b54604051908152f35b346101ef57611d4736612507565b915f52600160205260405f20611d5c8361274d565b92611d6a604051948561272a565b808452601f19611d798261274d565b015f5b818110611e2157505060055f9201915b818110611de357846040518091602082016020835281518091526020604084019201905f5b818110611dbf575050500390f35b91935091602060e082611dd56001948851612598565b019401910191849392611db1565b80611df16001928487612829565b355f5283602052611e0560405f2054612c59565b611e0f82886127a1565b52611e1a81876127a1565b5001611d8c565b602090611e2f9594956127e2565b82828901015201939293611d7c565b346101ef5760406003193601126101ef576004356001808211911802600118611e7960243582905f199082019182101580920218025f191890565b5f5490600182018092116116605781808210911802188181039081111502601f19611ebc611ea68361274d565b92611eb4604051948561272a565b80845261274d565b015f5b818110611fe85750505f5b8151811015611f05578083019081841161166057611ee9600192612ba4565b611ef382856127a1565b52611efe81846127a1565b5001611eca565b506040518091602082016020835281518091526020604084019201905f5b818110611f31575050500390f35b91935091602061010082611fda600194885160e0809173ffffffffffffffffffffffffffffffffffffffff815116845273ffffffffffffffffffffffffffffffffffffffff60208201511660208501526040810151604085015267ffffffffffffffff606082015116606085015267ffffffffffffffff608082015116608085015267ffffffffffffffff60a08201511660a085015260c0810151151560c08501520151910152565b019401910191849392611f23565b602090611ff3612765565b82828601015201611ebf565b346101ef57602061200f366124d4565b905f526001825260405f2080548015159283612033575b5050506040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff91929350811691168114918215612064575b5050828080612026565b5f918252600701602052604090205415159050828061205a565b346101ef5773ffffffffffffffffffffffffffffffffffffffff6120a1366124d4565b906120ac8133613989565b93909216926120be8460068501614202565b156121c0579160209391600193740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761217c5f8080808865ffffffffffff8760a01c169a8b998881550196875468080000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c11918190810161053d565b83827fe8f5dbe8000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101ef5760206001612202366124d4565b9061220d8133613989565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176123045f8080808865ffffffffffff8760a01c169a8b998881550196875468090000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f20918190810161053d565b346101ef5760206003193601126101ef5760206004356123688133613989565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b93171601176124405f80808080600165ffffffffffff8860a01c169988815501968754680b0000000000000000339270ffffffffffffffff0000000000000000006effffffffffff00000000000000000074ffffffffffffffffffffffff000000000000000000429360581c1616161717906141a3565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101ef5760206003193601126101ef576004355f5260016020526020600160405f200154604051908152f35b346101ef5760206003193601126101ef5760206124cc600435612b28565b604051908152f35b60031960409101126101ef576004359060243573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b60406003198201126101ef576004359160243567ffffffffffffffff81116101ef5760040182601f820112156101ef5780359267ffffffffffffffff84116101ef576020808301928560051b0101116101ef579190565b90600582101561256b5752565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b67ffffffffffffffff815116825267ffffffffffffffff602082015116602083015263ffffffff6040820151166040830152606081015190600d82101561256b5760c067ffffffffffffffff91819360608601526125fe6080820151608087019061255e565b8260a08201511660a0860152015116910152565b9181601f840112156101ef5782359167ffffffffffffffff83116101ef57602083818601950101116101ef57565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b6044359063ffffffff821682036101ef57565b60031960609101126101ef57600435906024359060443590565b60031960409101126101ef576004359060243590565b6040810190811067ffffffffffffffff8211176126c457604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6080810190811067ffffffffffffffff8211176126c457604052565b610100810190811067ffffffffffffffff8211176126c457604052565b90601f601f19910116810190811067ffffffffffffffff8211176126c457604052565b67ffffffffffffffff81116126c45760051b60200190565b604051906127728261270d565b5f60e0838281528260208201528260408201528260608201528260808201528260a08201528260c08201520152565b80518210156127b55760209160051b010190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b6040519060e0820182811067ffffffffffffffff8211176126c4576040525f60c0838281528260208201528260408201528260608201528260808201528260a08201520152565b91908110156127b55760051b0190565b6020919283604051948593843782019081520301902090565b92919267ffffffffffffffff82116126c4576040519161287c601f8201601f19166020018461272a565b8294818452818301116101ef578281602093845f960137010152565b3573ffffffffffffffffffffffffffffffffffffffff811681036101ef5790565b906128c38261274d565b6128d0604051918261272a565b828152601f196128e0829461274d565b0190602036910137565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef576020019181360383136101ef57565b906129458261274d565b612952604051918261272a565b828152601f19612962829461274d565b01905f5b82811061297257505050565b602090604051612981816126a8565b5f81525f8382015282828501015201612966565b5f1981146116605760010190565b916129ac6127e2565b925f93602084016129c66129c082876128ea565b906135f2565b5050825f52600160205260405f209585355f526008870160205260405f20549260408701359485158015612b20575b612b145787612a0c63ffffffff8760581c16613fb1565b612a1c60608495939501846138fe565b8095915010159384612b09575b505082612af8575b505015612aef575050612a5e612a6891845f5260058801602052612a5860405f2054612c59565b966128ea565b6004880191612839565b549367ffffffffffffffff815116612ae95750612ade908490612ad86affffffffff000000000000821665ffffffffffff8316177cffffffffffff000000000000000000000000000000000000000000000060b884901b16176f0400000001000000000000000000000017612c59565b96613952565b612ae55750565b9150565b94505050565b96509450505050565b612b0292506140e7565b875f612a31565b111592505f80612a29565b5096505f955050505050565b5084156129f5565b5f602091604051838101917f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000083524660328301523060601b6052830152606682015260668152612b7960868261272a565b604051918291518091835e8101838152039060025afa15612b99575f5190565b6040513d5f823e3d90fd5b612bac612765565b505f52600160205260405f2080549060028101549167ffffffffffffffff600183015493600365ffffffffffff8460a01c169401549360405195612bef8761270d565b73ffffffffffffffffffffffffffffffffffffffff8516875273ffffffffffffffffffffffffffffffffffffffff831660208801526040870152606086015260a01c16608084015264ffffffffff8160d01c1660a084015260f81c151560c083015260e082015290565b90612c626127e2565b9165ffffffffffff8116835264ffffffffff8160301c16602084015263ffffffff8160581c16604084015260ff8160781c16600d81101561256b57606084015260ff8160801c1690600582101561256b5765ffffffffffff916080850152818160881c1660a085015260b81c1660c0830152565b601f8260209493601f1993818652868601375f8582860101520116010190565b919394969596929092612d098484613ae3565b9098612d1584886135f2565b939092612d2660048d01878b612839565b988954908115612f1c57838203612ec657505089612d45818e8b613b5f565b99554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117978860a01c65ffffffffffff1698808d5560018d019084848d89898d875496429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176803000000000000000017612dfa976141a3565b9055889b825f526005016020528860405f20547cffffffffffff0000000000000000ffffffff0000000000000000000000166b01000000000000000000000001174260301b176f030000000000000000000000000000001790556040519573ffffffffffffffffffffffffffffffffffffffff1686524260208701526040860160a09052606086015260808501528260a085015260c084015260e0830152601f0160601660c0017f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d291a4565b879184612f0d8c936040519586957fbeeb39060000000000000000000000000000000000000000000000000000000087526004870152608060248701526084860191612cd6565b91604484015260648301520390fd5b89612f6189926040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191612cd6565b0390fd5b949394929192612f758282613ae3565b969093600581101561256b57801561316b57855f526005850160205260405f20805498891561313b574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010188868c8787855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176805000000000000000017945f946130539686956141a3565b9055869960181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908360801b907cffffffffffff00000000000000ffffffffffffffffffffffffffffffff16171790556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830161310f9161255e565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4565b87867f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b916040906131c09594926131a8828287613c17565b6131b560208301836128ea565b939092013594612cf6565b90565b94939192946131d28282613ae3565b939085156133ac5763ffffffff88169081156133845782156103d157865f526008810160205260405f209586548061334857504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117958660a01c65ffffffffffff1696808355888660018501928688855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176804000000000000000017945f946132bb9686956141a3565b9055869960581b6effffffff0000000000000000000000164260301b8817179055855f526009016020528160405f20556040519273ffffffffffffffffffffffffffffffffffffffff1683524267ffffffffffffffff1660208401526040830152606082015260807f7f8fffb3b5b515d23f908c9fcd9d0676a2dae0329912db057daceeb0d03df08d91a4565b65ffffffffffff9089887f409d8249000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b7f47d951ec000000000000000000000000000000000000000000000000000000005f5260045ffd5b7fdfcd25ba000000000000000000000000000000000000000000000000000000005f5260045ffd5b949392916040926133f2928752606060208801526060870191612cd6565b930152565b94939291946134068282613ae3565b61341385899693966135f2565b9161342260048801858c612839565b998a54806135ba57505087613438818989613b5f565b9a554260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117988960a01c65ffffffffffff16968a815560010182868c8b87855492429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff00000000000000000016176802000000000000000017945f946134ef9686956141a3565b9055869960181b7fffffffffffffffffff0000000000000000000000000000000000000000000000167cffffffffffff0000000000000000000000000000000000000000000000164260301b8817176f020000000100000000000000000000001790556040519373ffffffffffffffffffffffffffffffffffffffff1684524260208501526040840160609052826060850152608084015260a0830152601f016060166080017f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f6591a4565b612f618891876040519485947f1c832aba000000000000000000000000000000000000000000000000000000008652600486016133d4565b90915f915f198460031b1c19937f80808080808080808080808080808080808080808080808080808080808080808583351680967f050505050505050505050505050505050505050505050505050505050505050582017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8301187f202020202020202020202020202020202020202020202020202020202020202083017f21212121212121212121212121212121212121212121212121212121212121218401187f464646464646464646464646464646464646464646464646464646464646464684017f50505050505050505050505050505050505050505050505050505050505050508501187f515151515151515151515151515151515151515151515151515151515151515185017f53535353535353535353535353535353535353535353535353535353535353538601181818181817166020821161379e575b5f19820160061c17613761575050565b612f616040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191612cd6565b60208301355f19601f19840160031b1c1990811695507f535353535353535353535353535353535353535353535353535353535353535386017f51515151515151515151515151515151515151515151515151515151515151518701187f505050505050505050505050505050505050505050505050505050505050505087017f4646464646464646464646464646464646464646464646464646464646464646880118187f212121212121212121212121212121212121212121212121212121212121212187017f2020202020202020202020202020202020202020202020202020202020202020880118187f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f87017f0505050505050505050505050505050505050505050505050505050505050505880118181885177f80808080808080808080808080808080808080808080808080808080808080801617613751565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe1813603018212156101ef570180359067ffffffffffffffff82116101ef57602001918160051b360383136101ef57565b8215928315613962575b50505090565b60059293505f520160205265ffffffffffff8060405f205460b81c169116105f808061395c565b9161399382613f43565b9093909273ffffffffffffffffffffffffffffffffffffffff8085169216908282036139be57505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b6060810190613a08613a0183836128ea565b908561441e565b50600481101561256b57159081613ab8575b50613ab0576020926064601f19601f613a375f96612a5887612898565b8091604051967f1626ba7e0000000000000000000000000000000000000000000000000000000088526004880152604060248801528160448801528587013786848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b505050600190565b905073ffffffffffffffffffffffffffffffffffffffff80613ad984612898565b169116145f613a1a565b91613aed82613f43565b9092819373ffffffffffffffffffffffffffffffffffffffff8082971693168303613b1757505050565b5f8381526007909101602052604090205415613b31575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9092919283156103d157600590845f520160205260405f209283549182613b8557505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b60ff811690601f8211613bef5760405191613bdc60408461272a565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b90613c228183613ae3565b9390926020820191613c376129c084836128ea565b939060408301359788156103d157833595865f526008890160205260405f20548015613f1357613c6f63ffffffff8260581c16613fb1565b613c7c60608901896138fe565b9280915083108015613f0a575b613ec157505050613c9a868a6140e7565b15613e63578a5f5260058a0160205260405f20908154613e555787938c8092613d1a8e613d11613d078f988e8e91613d0064ffffffffff8960301c1665ffffffffffff8a16906f04000000010000000000000000000000918060b81b9160301b17171790565b90556128ea565b6004840191612839565b92835491613952565b613e4d575b50504260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117928360a01c65ffffffffffff169b84815560010195865494429060581c74ffffffffffffffffffffffff000000000000000000166effffffffffff0000000000000000001670ffffffffffffffff0000000000000000001617680c00000000000000001795613dd0965f966141a3565b9055613ddb916128ea565b92906040519373ffffffffffffffffffffffffffffffffffffffff85941684524267ffffffffffffffff16602085015260408401608090526080840190613e2192612cd6565b906060830152037fbf73463400de359488f701af1f4a5033371f9b38f4d3df5491536d827f87569191a4565b55815f613d1f565b505050505050505050505050565b87898c613eb7613e73898b6128ea565b6040519586957f86d338a800000000000000000000000000000000000000000000000000000000875260048701526024860152608060448601526084850191612cd6565b9060648301520390fd5b918b9160a4938c604051947fe6e77c3c00000000000000000000000000000000000000000000000000000000865260048601526024850152604484015260648301526084820152fd5b50818311613c89565b87897fcbfbbc8d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f1984011015613f805750565b8215610ea3577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90614030827d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b918060011b907f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811603611660575f198101908111611660576131c0907d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1790565b906141336140f860608301836138fe565b91909361410860208501856128ea565b614125604094929451938492602084019660408a013592886133d4565b03601f19810183528261272a565b519020604051602081019182526020815261414f60408261272a565b519020925f915b80831061416557505050351490565b909193614173858385612829565b359081811015614192575f52602052600160405f205b94019190614156565b905f52602052600160405f20614189565b926020979460e5965f989493946040519760c589015260a588015260858701526065860152604585015260258401526011830152815260025afa60203d1416905f5191156103a457565b80548210156127b5575f5260205f2001905f90565b906001820191815f528260205260405f20548015155f146142ed575f198101818111611660578254905f198201918211611660578181036142a2575b50505080548015614275575f19019061425782826141ed565b5f1982549160031b1b19169055555f526020525f6040812055600190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603160045260245ffd5b6142d86142b26142c293866141ed565b90549060031b1c928392866141ed565b81939154905f199060031b92831b921b19161790565b90555f528360205260405f20555f808061423e565b505050505f90565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163014806143f5575b1561435d577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a081526143ef60c08261272a565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614614334565b9060418303614448576144419250602081013591604082359201355f1a906144aa565b9192909190565b50505f9160029190565b5f8281526001820160205260409020546144a457805490680100000000000000008210156126c4578261448f6142c28460018096018555846141ed565b90558054925f520160205260405f2055600190565b50505f90565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841161452e579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15612b99575f5173ffffffffffffffffffffffffffffffffffffffff81161561452457905f905f90565b505f906001905f90565b5050505f916003919056fea2646970667358221220c77cabac7e64950ad7bb4493cad24e58d89d78fe323ddf79e5eb69903f58e2d664736f6c63430008250033";

/** Where that is, and of which variable: parts of the EIP-712 domain. Offset and length in bytes. */
export const registryImmutables = [
  {
    "name": "_name",
    "start": 6251,
    "length": 32
  },
  {
    "name": "_version",
    "start": 6292,
    "length": 32
  },
  {
    "name": "_cachedThis",
    "start": 17164,
    "length": 32
  },
  {
    "name": "_cachedDomainSeparator",
    "start": 17211,
    "length": 32
  },
  {
    "name": "_hashedName",
    "start": 17290,
    "length": 32
  },
  {
    "name": "_hashedVersion",
    "start": 17328,
    "length": 32
  },
  {
    "name": "_cachedChainId",
    "start": 17400,
    "length": 32
  }
] as const;
