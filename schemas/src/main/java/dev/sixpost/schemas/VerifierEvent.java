package dev.sixpost.schemas;

/** What lies on the verifier's one log. */
public sealed interface VerifierEvent extends Event permits ChallengeOpened, VerifyOtp, AddressErased, LockEnded {}
