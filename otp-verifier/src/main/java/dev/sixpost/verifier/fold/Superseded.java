package dev.sixpost.verifier.fold;

/** A challenge that another one replaced; remembered so that a duplicate of its opening does not bring it back. */
public record Superseded(String challengeId, long forgottenAt) {}
