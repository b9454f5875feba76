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
export const registryBytecode = "0x608080604052346015576120eb908161001a8239f35b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146118da5780630826e37b146118ad5780630aebeb4e1461175c57806329507f73146115eb5780632bb5ffb5146113fd5780632e98c031146113535780634ad62fd3146112fe57806354fd4d501461122d578063724e554b14610fe85780637d4c1c1d14610d365780637dd51fc514610d1a578063952289cf14610b1c578063b0d4f81b146109a6578063c00f20bc146107a3578063c83f54ce1461062c578063e01a463e14610435578063e1fa8e84146102125763e5ac9ef1146100df575f80fd5b3461020e576100ed36611961565b906100f66119ba565b505f526001602052600560405f2001905f5260205260405f20546101186119ba565b65ffffffffffff821681526020810164ffffffffff8360301c168152604082019063ffffffff8460581c16825260ff8460781c1690600c8210156101e1576060840191825260ff8560801c169260058410156101e15767ffffffffffffffff63ffffffff926080870195865265ffffffffffff60a088019860881c16885281604051975116875251166020860152511660408401525192600c8410156101e1576101d867ffffffffffffffff9260c0956060860152516080850190611977565b511660a0820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f80fd5b3461020e57602060031936011261020e57600435801561040d575f545f1981146103e057600101805f55805f52600160205260405f2091740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171783556002830180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600384015560205f60e56102ec856119fb565b60405190815276ffffffffffffffff0000000000000000000000000000004260781b16780101000000000000000000000000000000000000000000000017848201523360601b60318201528460458201528260658201528260858201528260a58201528260c582015260025afa60203d14165f5190156103b357600160209401556040519067ffffffffffffffff42168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e5773ffffffffffffffffffffffffffffffffffffffff61045836611900565b906104638133611ac8565b939092169283156106045760068301845f528060205260ff60405f2054166105d457916001939160209593845f52865260405f20857fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176105895f8080808865ffffffffffff8760a01c169a8b998881550196770700000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b84837f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e5761063a36611961565b906106458133611ac8565b839291921561040d576003830184815414610773579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761072f5f8080808865ffffffffffff8760a01c169a8b998881550196770600000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b291819081016105c9565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461020e57606060031936011261020e5760043560243567ffffffffffffffff811161020e576107d7903690600401611933565b9190604435916107e78133611b2e565b6107f386859395611bab565b610801600487018986611984565b9283548061095757507f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f656020958a6001968b9661090f5f808a8f9a8f9a8261084a818f8f611f70565b9855740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601179565ffffffffffff8760a01c169e8f9d8881550196770200000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b90556f020000000100000000000000000000004260301b87171790556105c960405192839233845267ffffffffffffffff42168b850152606060408501526060840191611a8a565b6040517f1c832aba000000000000000000000000000000000000000000000000000000008152600481018890526060602482015290819061099c606483018d8a611a8a565b9060448301520390fd5b3461020e57602060031936011261020e576004355f60e06040516109c98161199d565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201520152805f52600160205260405f208054908115610af057610100925073ffffffffffffffffffffffffffffffffffffffff82169167ffffffffffffffff60028301548160018501549181600365ffffffffffff8760a01c169701549660405194610a598661199d565b89865273ffffffffffffffffffffffffffffffffffffffff602087018186168152604088019283526060880193845284608089019660a01c16865260e060a089019864ffffffffff8c60d01c168a5260c081019b60f81c15158c52019a8b526040519b8c52511660208b01525160408a01525116606088015251166080860152511660a084015251151560c08301525160e0820152f35b827fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461020e57602060031936011261020e57600435610b3981611fd1565b91600282019273ffffffffffffffffffffffffffffffffffffffff845416803314801590610d12575b610cdf57602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff33169116170117610c9b5f8080808865ffffffffffff8760a01c169a8b998881550196770a00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c99343391819081016105c9565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b503315610b62565b3461020e575f60031936011261020e5760205f54604051908152f35b3461020e5760a060031936011261020e5760043560243567ffffffffffffffff811161020e57610d6a903690600401611933565b90604435906064359360843594610d818233611b2e565b939095610d8e8183611bab565b610d9e60048a939a018486611984565b9687548015610f9f57868103610f4a575090610e8c8b878b869581610dc68160059a8f611f70565b9d55740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601179465ffffffffffff8660a01c169e8688556001880196770300000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055845f5201602052600163ffffffff60405f205460581c16019263ffffffff84116103e05760209888966f030000000000000000000000000000006effffffff00000000000000000000007f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d29760581b164260301b8a1717179055610f3460405194859433865267ffffffffffffffff42168d87015260a0604087015260a0860191611a8a565b91606084015260808301520390a4604051908152f35b6040517fbeeb3906000000000000000000000000000000000000000000000000000000008152600481018990526080602482015290819088610f9060848401898b611a8a565b91604484015260648301520390fd5b8488610fe4886040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191611a8a565b0390fd5b3461020e57608060031936011261020e57604435602435600435600583101561020e57606435906110198133611b2e565b949092811561120557845f526005840160205260405f2080549687156111d5574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117968760a01c65ffffffffffff169788968181556001018881544260781b8460201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff000000000000000000000000000000000000000000000000161777050000000000000000000000000000000000000000000000179087893394611108955f95869561206a565b905560181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908460801b906fffffffffffffffffffffffffffffffff1617179055604051913383524267ffffffffffffffff166020840152604083016111a091611977565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4604051908152602090f35b86857f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e575f60031936011261020e576040516040810181811067ffffffffffffffff8211176112d15760405260138152604060208201917f636f6c6f70686f6e2f72656769737472792f310000000000000000000000000083527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8351948593602085525180918160208701528686015e5f85828601015201168101030190f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b3461020e57604060031936011261020e5760243567ffffffffffffffff811161020e5761134a6113346020923690600401611933565b6004355f5260018452600460405f200191611984565b54604051908152f35b3461020e5761136136611900565b905f52600160205260405f208054908115159182611387575b6020836040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff9192501673ffffffffffffffffffffffffffffffffffffffff8316149182156113cc575b5050602090828061137a565b6006925073ffffffffffffffffffffffffffffffffffffffff165f5201602052602060ff60405f20541690826113c0565b3461020e5761140b36611900565b6114158233611ac8565b9290916006830173ffffffffffffffffffffffffffffffffffffffff82165f528060205260ff60405f205416156115a5579173ffffffffffffffffffffffffffffffffffffffff60019492602096948282165f52875260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0081541690551692740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176115615f8080808865ffffffffffff8760a01c169a8b998881550196770800000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c1191819081016105c9565b5073ffffffffffffffffffffffffffffffffffffffff917fe8f5dbe8000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b3461020e57602060016115fd36611900565b906116088133611ac8565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176117185f8080808865ffffffffffff8760a01c169a8b998881550196770900000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f2091819081016105c9565b3461020e57602060031936011261020e57602060043561177c8133611ac8565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b931716011761186c5f80808080600165ffffffffffff8860a01c16998881550196770b00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b928f1b16161717339161206a565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b3461020e57602060031936011261020e576004355f5260016020526020600160405f200154604051908152f35b3461020e57602060031936011261020e5760206118f86004356119fb565b604051908152f35b600319604091011261020e576004359060243573ffffffffffffffffffffffffffffffffffffffff8116810361020e5790565b9181601f8401121561020e5782359167ffffffffffffffff831161020e576020838186019501011161020e57565b600319604091011261020e576004359060243590565b9060058210156101e15752565b6020919283604051948593843782019081520301902090565b610100810190811067ffffffffffffffff8211176112d157604052565b6040519060c0820182811067ffffffffffffffff8211176112d1576040525f60a0838281528260208201528260408201528260608201528260808201520152565b6040519060208201907f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000082524660328401523060601b605284015260668301526066825260a082019082821067ffffffffffffffff8311176112d1576020925f92604052604051918291518091835e8101838152039060025afa15611a7f575f5190565b6040513d5f823e3d90fd5b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b91611ad282611fd1565b9093909273ffffffffffffffffffffffffffffffffffffffff808516921690828203611afd57505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b91611b3882611fd1565b9092819373ffffffffffffffffffffffffffffffffffffffff8082971693168303611b6257505050565b600690835f520160205260ff60405f20541615611b7d575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90915f91603f5f19850111611f32575f198460031b1c199384823516947f808080808080808080808080808080808080808080808080808080808080808080871691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211611d81575b15611d44575050565b610fe46040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191611a8a565b5f197fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0830160031b1c1960208401358116955081611dc0575b50611d3b565b90507f808080808080808080808080808080808080808080808080808080808080808080861691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f611dba565b83610fe46040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191611a8a565b90929192831561040d57600590845f520160205260405f209283549182611f9657505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f198401101561200e5750565b821561203f577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b93602097935f979360e597936040519788528a88015260601b603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f5191156103b35756fea2646970667358221220d62b3f9146eff2de1ed4c0ed1053047dbe1fc1e28e2fe13cb693998c2754eef364736f6c63430008250033";

/** The code that then stands at the registry's address, byte for byte: it has no immutable parts. */
export const registryRuntimeBytecode = "0x60806040526004361015610011575f80fd5b5f3560e01c8063013e390b146118da5780630826e37b146118ad5780630aebeb4e1461175c57806329507f73146115eb5780632bb5ffb5146113fd5780632e98c031146113535780634ad62fd3146112fe57806354fd4d501461122d578063724e554b14610fe85780637d4c1c1d14610d365780637dd51fc514610d1a578063952289cf14610b1c578063b0d4f81b146109a6578063c00f20bc146107a3578063c83f54ce1461062c578063e01a463e14610435578063e1fa8e84146102125763e5ac9ef1146100df575f80fd5b3461020e576100ed36611961565b906100f66119ba565b505f526001602052600560405f2001905f5260205260405f20546101186119ba565b65ffffffffffff821681526020810164ffffffffff8360301c168152604082019063ffffffff8460581c16825260ff8460781c1690600c8210156101e1576060840191825260ff8560801c169260058410156101e15767ffffffffffffffff63ffffffff926080870195865265ffffffffffff60a088019860881c16885281604051975116875251166020860152511660408401525192600c8410156101e1576101d867ffffffffffffffff9260c0956060860152516080850190611977565b511660a0820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b5f80fd5b3461020e57602060031936011261020e57600435801561040d575f545f1981146103e057600101805f55805f52600160205260405f2091740100000000000000000000000000000000000000007fffffffffffff00000000000000000000000000000000000000000000000000004260d01b1633171783556002830180547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000004260a01b16911617905580600384015560205f60e56102ec856119fb565b60405190815276ffffffffffffffff0000000000000000000000000000004260781b16780101000000000000000000000000000000000000000000000017848201523360601b60318201528460458201528260658201528260858201528260a58201528260c582015260025afa60203d14165f5190156103b357600160209401556040519067ffffffffffffffff42168252838201526001827f9330e41e0ec1263d63c6c49c5b66749d4ff01d0c07f63eff8801ffc08ad10de460403394a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f0be0c703000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e5773ffffffffffffffffffffffffffffffffffffffff61045836611900565b906104638133611ac8565b939092169283156106045760068301845f528060205260ff60405f2054166105d457916001939160209593845f52865260405f20857fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176105895f8080808865ffffffffffff8760a01c169a8b998881550196770700000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527ff8a08ea89033e911c915f54e7910fa4836970396755ec757b00a0d46af5c327c91819081015b0390a4604051908152f35b84837f52c4fc42000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f9fabe1c1000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e5761063a36611961565b906106458133611ac8565b839291921561040d576003830184815414610773579160019391856020969455740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b9216011761072f5f8080808865ffffffffffff8760a01c169a8b998881550196770600000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527fa83fe8d1418f7220f34ecb2d588ed81d0cbaa4521a7312f31000d6b456c8d4b291819081016105c9565b84837fd36c331c000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461020e57606060031936011261020e5760043560243567ffffffffffffffff811161020e576107d7903690600401611933565b9190604435916107e78133611b2e565b6107f386859395611bab565b610801600487018986611984565b9283548061095757507f7e8669e6e18f60be7383d6e86d29ccc0435cb25c44a7504b387ef43a9fe06f656020958a6001968b9661090f5f808a8f9a8f9a8261084a818f8f611f70565b9855740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601179565ffffffffffff8760a01c169e8f9d8881550196770200000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b90556f020000000100000000000000000000004260301b87171790556105c960405192839233845267ffffffffffffffff42168b850152606060408501526060840191611a8a565b6040517f1c832aba000000000000000000000000000000000000000000000000000000008152600481018890526060602482015290819061099c606483018d8a611a8a565b9060448301520390fd5b3461020e57602060031936011261020e576004355f60e06040516109c98161199d565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201520152805f52600160205260405f208054908115610af057610100925073ffffffffffffffffffffffffffffffffffffffff82169167ffffffffffffffff60028301548160018501549181600365ffffffffffff8760a01c169701549660405194610a598661199d565b89865273ffffffffffffffffffffffffffffffffffffffff602087018186168152604088019283526060880193845284608089019660a01c16865260e060a089019864ffffffffff8c60d01c168a5260c081019b60f81c15158c52019a8b526040519b8c52511660208b01525160408a01525116606088015251166080860152511660a084015251151560c08301525160e0820152f35b827fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461020e57602060031936011261020e57600435610b3981611fd1565b91600282019273ffffffffffffffffffffffffffffffffffffffff845416803314801590610d12575b610cdf57602060018686868673ffffffffffffffffffffffffffffffffffffffff8116937fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055740100000000000000000000000000000000000000004260d01b917fff0000000000ffffffffffff00000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff33169116170117610c9b5f8080808865ffffffffffff8760a01c169a8b998881550196770a00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f16e91d40490fbc58a403b4abc28cdae38b2ae454d284f1df9d12670a2c99343391819081016105c9565b827fa77221d9000000000000000000000000000000000000000000000000000000005f526004523360245260445260645ffd5b503315610b62565b3461020e575f60031936011261020e5760205f54604051908152f35b3461020e5760a060031936011261020e5760043560243567ffffffffffffffff811161020e57610d6a903690600401611933565b90604435906064359360843594610d818233611b2e565b939095610d8e8183611bab565b610d9e60048a939a018486611984565b9687548015610f9f57868103610f4a575090610e8c8b878b869581610dc68160059a8f611f70565b9d55740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601179465ffffffffffff8660a01c169e8688556001880196770300000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055845f5201602052600163ffffffff60405f205460581c16019263ffffffff84116103e05760209888966f030000000000000000000000000000006effffffff00000000000000000000007f2bc18a96f878ca924dd6669a56217e451a636a4c160853d8d5968ddd3708f5d29760581b164260301b8a1717179055610f3460405194859433865267ffffffffffffffff42168d87015260a0604087015260a0860191611a8a565b91606084015260808301520390a4604051908152f35b6040517fbeeb3906000000000000000000000000000000000000000000000000000000008152600481018990526080602482015290819088610f9060848401898b611a8a565b91604484015260648301520390fd5b8488610fe4886040519384937fb0c9d2d20000000000000000000000000000000000000000000000000000000085526004850152604060248501526044840191611a8a565b0390fd5b3461020e57608060031936011261020e57604435602435600435600583101561020e57606435906110198133611b2e565b949092811561120557845f526005840160205260405f2080549687156111d5574260d01b907fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff16740100000000000000000000000000000000000000000117968760a01c65ffffffffffff169788968181556001018881544260781b8460201b7fffffffffffffffff000000000000000000000000000000000000000000000000167dffffffffffff000000000000000000000000000000000000000000000000161777050000000000000000000000000000000000000000000000179087893394611108955f95869561206a565b905560181c7cffffffffffffffffffffffff00000000000000000000000000000000001676ffffffffffff00000000000000000000000000000000001678ffffffffffffffff000000000000000000000000000000000016908460801b906fffffffffffffffffffffffffffffffff1617179055604051913383524267ffffffffffffffff166020840152604083016111a091611977565b606082015260807f067193dc94a7e4fc7f5d57db3120a2e0737b42bbb628c45c63e4fe82cde3937b91a4604051908152602090f35b86857f625121c4000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fe9684619000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461020e575f60031936011261020e576040516040810181811067ffffffffffffffff8211176112d15760405260138152604060208201917f636f6c6f70686f6e2f72656769737472792f310000000000000000000000000083527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8351948593602085525180918160208701528686015e5f85828601015201168101030190f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b3461020e57604060031936011261020e5760243567ffffffffffffffff811161020e5761134a6113346020923690600401611933565b6004355f5260018452600460405f200191611984565b54604051908152f35b3461020e5761136136611900565b905f52600160205260405f208054908115159182611387575b6020836040519015158152f35b73ffffffffffffffffffffffffffffffffffffffff9192501673ffffffffffffffffffffffffffffffffffffffff8316149182156113cc575b5050602090828061137a565b6006925073ffffffffffffffffffffffffffffffffffffffff165f5201602052602060ff60405f20541690826113c0565b3461020e5761140b36611900565b6114158233611ac8565b9290916006830173ffffffffffffffffffffffffffffffffffffffff82165f528060205260ff60405f205416156115a5579173ffffffffffffffffffffffffffffffffffffffff60019492602096948282165f52875260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0081541690551692740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176115615f8080808865ffffffffffff8760a01c169a8b998881550196770800000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f447356e0f8880c15190bc0a7b6c816f98014f800eb9c1734b1fe63d5e9186c1191819081016105c9565b5073ffffffffffffffffffffffffffffffffffffffff917fe8f5dbe8000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b3461020e57602060016115fd36611900565b906116088133611ac8565b73ffffffffffffffffffffffffffffffffffffffff600283949301941693847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff4260d01b921601176117185f8080808865ffffffffffff8760a01c169a8b998881550196770900000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b9260201b16161717339161206a565b9055604080513381524267ffffffffffffffff1660208201527f7e103820dbac903892f7308b12c497b0b0278dcafc48cb04cf5f6b379d0c9f2091819081016105c9565b3461020e57602060031936011261020e57602060043561177c8133611ac8565b5f92919250740100000000000000000000000000000000000000007fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7f01000000000000000000000000000000000000000000000000000000000000004260d01b931716011761186c5f80808080600165ffffffffffff8860a01c16998881550196770b00000000000000000000000000000000000000000000008854917dffffffffffff0000000000000000000000000000000000000000000000007fffffffffffffffff0000000000000000000000000000000000000000000000004260781b928f1b16161717339161206a565b9055816040519167ffffffffffffffff421683527f899f956f52bc2b24726d3d53322b0e8df5aecd715dbb1a3d8a885b1c3cb5e52f853394a4604051908152f35b3461020e57602060031936011261020e576004355f5260016020526020600160405f200154604051908152f35b3461020e57602060031936011261020e5760206118f86004356119fb565b604051908152f35b600319604091011261020e576004359060243573ffffffffffffffffffffffffffffffffffffffff8116810361020e5790565b9181601f8401121561020e5782359167ffffffffffffffff831161020e576020838186019501011161020e57565b600319604091011261020e576004359060243590565b9060058210156101e15752565b6020919283604051948593843782019081520301902090565b610100810190811067ffffffffffffffff8211176112d157604052565b6040519060c0820182811067ffffffffffffffff8211176112d1576040525f60a0838281528260208201528260408201528260608201528260808201520152565b6040519060208201907f636f6c6f70686f6e2f686973746f72792f31000000000000000000000000000082524660328401523060601b605284015260668301526066825260a082019082821067ffffffffffffffff8311176112d1576020925f92604052604051918291518091835e8101838152039060025afa15611a7f575f5190565b6040513d5f823e3d90fd5b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b91611ad282611fd1565b9093909273ffffffffffffffffffffffffffffffffffffffff808516921690828203611afd57505050565b7f34491e5c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b91611b3882611fd1565b9092819373ffffffffffffffffffffffffffffffffffffffff8082971693168303611b6257505050565b600690835f520160205260ff60405f20541615611b7d575050565b7fd569bf1d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b90915f91603f5f19850111611f32575f198460031b1c199384823516947f808080808080808080808080808080808080808080808080808080808080808080871691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050588017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8901187f202020202020202020202020202020202020202020202020202020202020202089017f21212121212121212121212121212121212121212121212121212121212121218a01187f46464646464646464646464646464646464646464646464646464646464646468a017f50505050505050505050505050505050505050505050505050505050505050508b01187f51515151515151515151515151515151515151515151515151515151515151518b017f53535353535353535353535353535353535353535353535353535353535353538c01181818181618171560208211611d81575b15611d44575050565b610fe46040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191611a8a565b5f197fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0830160031b1c1960208401358116955081611dc0575b50611d3b565b90507f808080808080808080808080808080808080808080808080808080808080808080861691167f80808080808080808080808080808080808080808080808080808080808080807f050505050505050505050505050505050505050505050505050505050505050587017f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f8801187f202020202020202020202020202020202020202020202020202020202020202088017f21212121212121212121212121212121212121212121212121212121212121218901187f464646464646464646464646464646464646464646464646464646464646464689017f50505050505050505050505050505050505050505050505050505050505050508a01187f51515151515151515151515151515151515151515151515151515151515151518a017f53535353535353535353535353535353535353535353535353535353535353538b0118181818161817155f611dba565b83610fe46040519283927f5b198370000000000000000000000000000000000000000000000000000000008452602060048501526024840191611a8a565b90929192831561040d57600590845f520160205260405f209283549182611f9657505050565b65ffffffffffff93507f7169b279000000000000000000000000000000000000000000000000000000005f526004526024521660445260645ffd5b805f52600160205260405f20918254917effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff5f198401101561200e5750565b821561203f577fe39c903c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fe724e0f5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b93602097935f979360e597936040519788528a88015260601b603187015260458601526065850152608584015260a583015260c582015260025afa60203d1416905f5191156103b35756fea2646970667358221220d62b3f9146eff2de1ed4c0ed1053047dbe1fc1e28e2fe13cb693998c2754eef364736f6c63430008250033";
