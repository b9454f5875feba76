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
export const registryBytecode = "0x6080806040523460155761182c908161001a8239f35b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c8063013e390b1461113d5780630826e37b146111105780630aebeb4e1461104757806329507f7314610f7c5780632bb5ffb514610e715780632e98c03114610df55780634ad62fd314610da157806354fd4d5014610d12578063724e554b14610bad5780637d4c1c1d146109925780637dd51fc514610976578063952289cf14610851578063b0d4f81b1461070a578063c00f20bc14610585578063c83f54ce146104b0578063e01a463e14610373578063e1fa8e84146101f75763e5ac9ef1146100df575f80fd5b346101f3576100ed366111b6565b906100f661120e565b505f526001602052600560405f2001905f5260205260405f205461011861120e565b65ffffffffffff821681526020810164ffffffffff8360301c168152604082019063ffffffff8460581c16825260ff8460781c1690600c8210156101df576060840191825260ff8560801c169260058410156101df576001600160401b0363ffffffff926080870195865265ffffffffffff60a088019860881c16885281604051975116875251166020860152511660408401525192600c8410156101df576101d66001600160401b039260c09560608601525160808501906111cc565b511660a0820152f35b634e487b7160e01b5f52602160045260245ffd5b5f80fd5b346101f35760203660031901126101f3576004358015610364575f545f19811461035057600101805f55805f52600160205260405f2091600160a01b65ffffffffffff60d01b4260d01b1633171783556002830180546001600160401b0360a01b4260a01b16906001600160401b0360a01b191617905580600384015560205f60e56102828561124e565b60405190815261010160b81b4260781b67ffffffffffffffff60781b1617848201523360601b6bffffffffffffffffffffffff1916603182015260458101859052606581018390526085810183905260a5810183905260c5810183905260025afa60203d14165f51901561033c5760016020940155604051906001600160401b0342168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b634e487b7160e01b5f52600160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b630be0c70360e01b5f5260045ffd5b346101f35761038136611163565b61038b82336112f1565b90916001600160a01b03169081156104a15760068301825f528060205260ff60405f20541661048a57825f5260205260405f20600160ff19825416179055600165ffffffffffff8260a01c1601936001600160401b038511610350577ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c6001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60078a8a54611745565b9055604080513381526001600160401b039096166020870152911695869491829190820190565b0390a4604051908152f35b82856329627e2160e11b5f5260045260245260445ffd5b639fabe1c160e01b5f5260045ffd5b346101f3576104be366111b6565b6104c882336112f1565b8291921561036457600383018281541461056e57829055600165ffffffffffff8260a01c1601936001600160401b038511610350577fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b26001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60068a8a54611745565b82856334db0cc760e21b5f5260045260245260445ffd5b346101f35760603660031901126101f3576004356024356001600160401b0381116101f3576105b8903690600401611189565b604435906105c68433611331565b6105d3838697939761138f565b9390916105e46004890183896111d9565b948554806106d45750866105f9818b886116b8565b9655600165ffffffffffff8360a01c1601986001600160401b038a1161035057897f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f659561068c5f808c60209f9760016001600160401b039861047f9a508942169b65ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b1916011781550195338b60028a8a54611745565b90551697889664020000000160581b6dffffffffffffffff000000000000804260301b161689171790556040519384933385528b8501526060604085015260608401916112d1565b604051630e41955d60e11b8152600481018790526060602482015290819061070060648301878d6112d1565b9060448301520390fd5b346101f35760203660031901126101f3576004355f60e060405161072d816111f2565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201520152805f52600160205260405f20805490811561083e57610100925060018060a01b038216916001600160401b0360028301548160018501549181600365ffffffffffff8760a01c1697015496604051946107ae866111f2565b8986526020860160018060a01b0385168152604087019182526060870192835283608088019560a01c16855260e060a088019764ffffffffff8b60d01c16895260c081019a60f81c15158b5201998a526040519a8b5260018060a01b0390511660208b01525160408a01525116606088015251166080860152511660a084015251151560c08301525160e0820152f35b8263e724e0f560e01b5f5260045260245ffd5b346101f35760203660031901126101f35760043561086e81611700565b6002820180549091906001600160a01b031633811480159061096e575b610954575081546001600160a01b0319908116909255908116331760a01c65ffffffffffff16600101926001600160a01b03821691906001600160401b038511610350577f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c9934336001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b193316906bff0000000000ffffffffffff60a01b161701178155016104585f8080808b338c600a8a8a54611745565b8463a77221d960e01b5f526004523360245260445260645ffd5b50331561088b565b346101f3575f3660031901126101f35760205f54604051908152f35b346101f35760a03660031901126101f3576004356024356001600160401b0381116101f3576109c5903690600401611189565b906044359060643593608435916109dc8233611331565b6109e9878498939861138f565b6109fa60048a9b939b0185876111d9565b9889548015610b7d57838103610b41575088610a1781838a6116b8565b9a55600165ffffffffffff8560a01c16019a6001600160401b038c1161035057610a8489858c8f94966005976001600160401b0342169a65ffffffffffff60d01b4260d01b1690600160a01b9064ffffffffff60d01b19160117885560018801968b600333928a54611745565b9055825f5201602052600163ffffffff60405f205460581c16019563ffffffff871161035057610b2b7f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d2956001600160401b0360209c169a8b99600360781b9063ffffffff60581b9060581b166dffffffffffffffff000000000000804260301b16168c17171790556040519586953387528d87015260a0604087015260a08601916112d1565b91606084015260808301520390a4604051908152f35b604051635f759c8360e11b8152600481018990526080602482015290819085610b6e608484018a8c6112d1565b91604484015260648301520390fd5b60408051635864e96960e11b8152600481018a9052602481019190915280610ba960448201898b6112d1565b0390fd5b346101f35760803660031901126101f35760443560043560243560058310156101f357606435610bdd8333611331565b9390948015610d0357835f526005860160205260405f208054958615610cec57600165ffffffffffff8260a01c1601946001600160401b03861161035057610cde8460809488610c8f5f8060209f7f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b9b8f60018b936001600160401b0342169d65ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b19160117815501968c600533928a54611745565b90556001600160401b0389169a8b996001600160401b0360881b9060881b16906fffffffffffffffffffffffffffffffff84891b911617179055604051933385528b85015260408401906111cc565b6060820152a4604051908152f35b8584631894487160e21b5f5260045260245260445ffd5b63e968461960e01b5f5260045ffd5b346101f3575f3660031901126101f357604051604081018181106001600160401b03821117610d8d57604052601381526040602082019172636f6c6f70686f6e2f72656769737472792f3160681b83528151928391602083525180918160208501528484015e5f828201840152601f01601f19168101030190f35b634e487b7160e01b5f52604160045260245ffd5b346101f35760403660031901126101f3576024356001600160401b0381116101f357610dec610dd66020923690600401611189565b6004355f5260018452600460405f2001916111d9565b54604051908152f35b346101f357610e0336611163565b905f52600160205260405f208054908115159182610e29575b6020836040519015158152f35b6001600160a01b03848116911614929091508215610e4e575b50506020908280610e1c565b6006925060018060a01b03165f5201602052602060ff60405f2054169082610e42565b346101f357610e7f36611163565b610e8982336112f1565b90916006830160018060a01b0382165f528060205260ff60405f20541615610f5d5760018060a01b0382165f5260205260405f2060ff19815416905560018060a01b031690600165ffffffffffff8260a01c1601936001600160401b038511610350577f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c116001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60088a8a54611745565b5083631d1ebb7d60e31b5f5260045260018060a01b031660245260445ffd5b346101f357610f8a36611163565b610f9482336112f1565b6002820180546001600160a01b0319166001600160a01b03909416938417905560a081901c65ffffffffffff16600101939192916001600160401b038511610350577f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f206001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60098a8a54611745565b346101f35760203660031901126101f35760043561106581336112f1565b600160f81b1760a081901c65ffffffffffff1660010192916001600160401b038411610350578360016001600160401b0392602096508342169465ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016110d85f80808080338a600b8a8a54611745565b90551680926040519283527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101f35760203660031901126101f3576004355f5260016020526020600160405f200154604051908152f35b346101f35760203660031901126101f357602061115b60043561124e565b604051908152f35b60409060031901126101f357600435906024356001600160a01b03811681036101f35790565b9181601f840112156101f3578235916001600160401b0383116101f357602083818601950101116101f357565b60409060031901126101f3576004359060243590565b9060058210156101df5752565b6020919283604051948593843782019081520301902090565b61010081019081106001600160401b03821117610d8d57604052565b6040519060c082018281106001600160401b03821117610d8d576040525f60a0838281528260208201528260408201528260608201528260808201520152565b60405190602082019071636f6c6f70686f6e2f686973746f72792f3160701b82524660328401523060601b605284015260668301526066825260a08201908282106001600160401b03831117610d8d576020925f92604052604051918291518091835e8101838152039060025afa156112c6575f5190565b6040513d5f823e3d90fd5b908060209392818452848401375f828201840152601f01601f1916010190565b916112fb82611700565b909390926001600160a01b0380851692169082820361131957505050565b630d12479760e21b5f5260045260245260445260645ffd5b9161133b82611700565b909390926001600160a01b039182169184168214158581611375575b50611360575050565b63d569bf1d60e01b5f5260045260245260445ffd5b60069150835f520160205260ff60405f205416155f611357565b90915f91603f5f19850111611693575f198460031b1c199384823516945f5160206117d75f395f51905f5280871691165f5160206117d75f395f51905f527f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211611526575b15611502575050565b610ba96040519283926305b1983760e41b84526020600485015260248401916112d1565b5f19601f19830160031b1c1960208401358116955081611547575b506114f9565b90505f5160206117d75f395f51905f5280861691165f5160206117d75f395f51905f527f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f611541565b83610ba96040519283926305b1983760e41b84526020600485015260248401916112d1565b90929192831561036457600590845f520160205260405f2092835491826116de57505050565b65ffffffffffff9350637169b27960e01b5f526004526024521660445260645ffd5b805f52600160205260405f20918254918215611733578260f81c6117215750565b6338e7240f60e21b5f5260045260245ffd5b63e724e0f560e01b5f5260045260245ffd5b95919894909793969296600c8a10156101df576020995f9960e599604051998a526001600160401b0360781b9060781b169160b81b906001600160401b0360c01b9060c01b1617178a8801526bffffffffffffffffffffffff199060601b16603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f51911561033c5756fe8080808080808080808080808080808080808080808080808080808080808080a26469706673582212200a746e9ce1cd7316c00cd6c36c08e29cd3c610ab5d3dbfa461d0aa6d3c0bc18a64736f6c63430008250033";

/** The code that then stands at the registry's address, byte for byte: it has no immutable parts. */
export const registryRuntimeBytecode = "0x60806040526004361015610011575f80fd5b5f3560e01c8063013e390b1461113d5780630826e37b146111105780630aebeb4e1461104757806329507f7314610f7c5780632bb5ffb514610e715780632e98c03114610df55780634ad62fd314610da157806354fd4d5014610d12578063724e554b14610bad5780637d4c1c1d146109925780637dd51fc514610976578063952289cf14610851578063b0d4f81b1461070a578063c00f20bc14610585578063c83f54ce146104b0578063e01a463e14610373578063e1fa8e84146101f75763e5ac9ef1146100df575f80fd5b346101f3576100ed366111b6565b906100f661120e565b505f526001602052600560405f2001905f5260205260405f205461011861120e565b65ffffffffffff821681526020810164ffffffffff8360301c168152604082019063ffffffff8460581c16825260ff8460781c1690600c8210156101df576060840191825260ff8560801c169260058410156101df576001600160401b0363ffffffff926080870195865265ffffffffffff60a088019860881c16885281604051975116875251166020860152511660408401525192600c8410156101df576101d66001600160401b039260c09560608601525160808501906111cc565b511660a0820152f35b634e487b7160e01b5f52602160045260245ffd5b5f80fd5b346101f35760203660031901126101f3576004358015610364575f545f19811461035057600101805f55805f52600160205260405f2091600160a01b65ffffffffffff60d01b4260d01b1633171783556002830180546001600160401b0360a01b4260a01b16906001600160401b0360a01b191617905580600384015560205f60e56102828561124e565b60405190815261010160b81b4260781b67ffffffffffffffff60781b1617848201523360601b6bffffffffffffffffffffffff1916603182015260458101859052606581018390526085810183905260a5810183905260c5810183905260025afa60203d14165f51901561033c5760016020940155604051906001600160401b0342168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b634e487b7160e01b5f52600160045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b630be0c70360e01b5f5260045ffd5b346101f35761038136611163565b61038b82336112f1565b90916001600160a01b03169081156104a15760068301825f528060205260ff60405f20541661048a57825f5260205260405f20600160ff19825416179055600165ffffffffffff8260a01c1601936001600160401b038511610350577ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c6001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60078a8a54611745565b9055604080513381526001600160401b039096166020870152911695869491829190820190565b0390a4604051908152f35b82856329627e2160e11b5f5260045260245260445ffd5b639fabe1c160e01b5f5260045ffd5b346101f3576104be366111b6565b6104c882336112f1565b8291921561036457600383018281541461056e57829055600165ffffffffffff8260a01c1601936001600160401b038511610350577fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b26001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60068a8a54611745565b82856334db0cc760e21b5f5260045260245260445ffd5b346101f35760603660031901126101f3576004356024356001600160401b0381116101f3576105b8903690600401611189565b604435906105c68433611331565b6105d3838697939761138f565b9390916105e46004890183896111d9565b948554806106d45750866105f9818b886116b8565b9655600165ffffffffffff8360a01c1601986001600160401b038a1161035057897f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f659561068c5f808c60209f9760016001600160401b039861047f9a508942169b65ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b1916011781550195338b60028a8a54611745565b90551697889664020000000160581b6dffffffffffffffff000000000000804260301b161689171790556040519384933385528b8501526060604085015260608401916112d1565b604051630e41955d60e11b8152600481018790526060602482015290819061070060648301878d6112d1565b9060448301520390fd5b346101f35760203660031901126101f3576004355f60e060405161072d816111f2565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201520152805f52600160205260405f20805490811561083e57610100925060018060a01b038216916001600160401b0360028301548160018501549181600365ffffffffffff8760a01c1697015496604051946107ae866111f2565b8986526020860160018060a01b0385168152604087019182526060870192835283608088019560a01c16855260e060a088019764ffffffffff8b60d01c16895260c081019a60f81c15158b5201998a526040519a8b5260018060a01b0390511660208b01525160408a01525116606088015251166080860152511660a084015251151560c08301525160e0820152f35b8263e724e0f560e01b5f5260045260245ffd5b346101f35760203660031901126101f35760043561086e81611700565b6002820180549091906001600160a01b031633811480159061096e575b610954575081546001600160a01b0319908116909255908116331760a01c65ffffffffffff16600101926001600160a01b03821691906001600160401b038511610350577f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c9934336001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b193316906bff0000000000ffffffffffff60a01b161701178155016104585f8080808b338c600a8a8a54611745565b8463a77221d960e01b5f526004523360245260445260645ffd5b50331561088b565b346101f3575f3660031901126101f35760205f54604051908152f35b346101f35760a03660031901126101f3576004356024356001600160401b0381116101f3576109c5903690600401611189565b906044359060643593608435916109dc8233611331565b6109e9878498939861138f565b6109fa60048a9b939b0185876111d9565b9889548015610b7d57838103610b41575088610a1781838a6116b8565b9a55600165ffffffffffff8560a01c16019a6001600160401b038c1161035057610a8489858c8f94966005976001600160401b0342169a65ffffffffffff60d01b4260d01b1690600160a01b9064ffffffffff60d01b19160117885560018801968b600333928a54611745565b9055825f5201602052600163ffffffff60405f205460581c16019563ffffffff871161035057610b2b7f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d2956001600160401b0360209c169a8b99600360781b9063ffffffff60581b9060581b166dffffffffffffffff000000000000804260301b16168c17171790556040519586953387528d87015260a0604087015260a08601916112d1565b91606084015260808301520390a4604051908152f35b604051635f759c8360e11b8152600481018990526080602482015290819085610b6e608484018a8c6112d1565b91604484015260648301520390fd5b60408051635864e96960e11b8152600481018a9052602481019190915280610ba960448201898b6112d1565b0390fd5b346101f35760803660031901126101f35760443560043560243560058310156101f357606435610bdd8333611331565b9390948015610d0357835f526005860160205260405f208054958615610cec57600165ffffffffffff8260a01c1601946001600160401b03861161035057610cde8460809488610c8f5f8060209f7f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b9b8f60018b936001600160401b0342169d65ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b19160117815501968c600533928a54611745565b90556001600160401b0389169a8b996001600160401b0360881b9060881b16906fffffffffffffffffffffffffffffffff84891b911617179055604051933385528b85015260408401906111cc565b6060820152a4604051908152f35b8584631894487160e21b5f5260045260245260445ffd5b63e968461960e01b5f5260045ffd5b346101f3575f3660031901126101f357604051604081018181106001600160401b03821117610d8d57604052601381526040602082019172636f6c6f70686f6e2f72656769737472792f3160681b83528151928391602083525180918160208501528484015e5f828201840152601f01601f19168101030190f35b634e487b7160e01b5f52604160045260245ffd5b346101f35760403660031901126101f3576024356001600160401b0381116101f357610dec610dd66020923690600401611189565b6004355f5260018452600460405f2001916111d9565b54604051908152f35b346101f357610e0336611163565b905f52600160205260405f208054908115159182610e29575b6020836040519015158152f35b6001600160a01b03848116911614929091508215610e4e575b50506020908280610e1c565b6006925060018060a01b03165f5201602052602060ff60405f2054169082610e42565b346101f357610e7f36611163565b610e8982336112f1565b90916006830160018060a01b0382165f528060205260ff60405f20541615610f5d5760018060a01b0382165f5260205260405f2060ff19815416905560018060a01b031690600165ffffffffffff8260a01c1601936001600160401b038511610350577f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c116001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60088a8a54611745565b5083631d1ebb7d60e31b5f5260045260018060a01b031660245260445ffd5b346101f357610f8a36611163565b610f9482336112f1565b6002820180546001600160a01b0319166001600160a01b03909416938417905560a081901c65ffffffffffff16600101939192916001600160401b038511610350577f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f206001600160401b0386600161047f97602099508342169665ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016104585f8080808b338c60098a8a54611745565b346101f35760203660031901126101f35760043561106581336112f1565b600160f81b1760a081901c65ffffffffffff1660010192916001600160401b038411610350578360016001600160401b0392602096508342169465ffffffffffff60d01b4260d01b16908360a01b9064ffffffffff60d01b191601178155016110d85f80808080338a600b8a8a54611745565b90551680926040519283527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b346101f35760203660031901126101f3576004355f5260016020526020600160405f200154604051908152f35b346101f35760203660031901126101f357602061115b60043561124e565b604051908152f35b60409060031901126101f357600435906024356001600160a01b03811681036101f35790565b9181601f840112156101f3578235916001600160401b0383116101f357602083818601950101116101f357565b60409060031901126101f3576004359060243590565b9060058210156101df5752565b6020919283604051948593843782019081520301902090565b61010081019081106001600160401b03821117610d8d57604052565b6040519060c082018281106001600160401b03821117610d8d576040525f60a0838281528260208201528260408201528260608201528260808201520152565b60405190602082019071636f6c6f70686f6e2f686973746f72792f3160701b82524660328401523060601b605284015260668301526066825260a08201908282106001600160401b03831117610d8d576020925f92604052604051918291518091835e8101838152039060025afa156112c6575f5190565b6040513d5f823e3d90fd5b908060209392818452848401375f828201840152601f01601f1916010190565b916112fb82611700565b909390926001600160a01b0380851692169082820361131957505050565b630d12479760e21b5f5260045260245260445260645ffd5b9161133b82611700565b909390926001600160a01b039182169184168214158581611375575b50611360575050565b63d569bf1d60e01b5f5260045260245260445ffd5b60069150835f520160205260ff60405f205416155f611357565b90915f91603f5f19850111611693575f198460031b1c199384823516945f5160206117d75f395f51905f5280871691165f5160206117d75f395f51905f527f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211611526575b15611502575050565b610ba96040519283926305b1983760e41b84526020600485015260248401916112d1565b5f19601f19830160031b1c1960208401358116955081611547575b506114f9565b90505f5160206117d75f395f51905f5280861691165f5160206117d75f395f51905f527f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f611541565b83610ba96040519283926305b1983760e41b84526020600485015260248401916112d1565b90929192831561036457600590845f520160205260405f2092835491826116de57505050565b65ffffffffffff9350637169b27960e01b5f526004526024521660445260645ffd5b805f52600160205260405f20918254918215611733578260f81c6117215750565b6338e7240f60e21b5f5260045260245ffd5b63e724e0f560e01b5f5260045260245ffd5b95919894909793969296600c8a10156101df576020995f9960e599604051998a526001600160401b0360781b9060781b169160b81b906001600160401b0360c01b9060c01b1617178a8801526bffffffffffffffffffffffff199060601b16603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f51911561033c5756fe8080808080808080808080808080808080808080808080808080808080808080a26469706673582212200a746e9ce1cd7316c00cd6c36c08e29cd3c610ab5d3dbfa461d0aa6d3c0bc18a64736f6c63430008250033";
