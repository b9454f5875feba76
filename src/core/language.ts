/** The shape of a language tag (BCP 47); which tags there are is not looked up. */
export const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
