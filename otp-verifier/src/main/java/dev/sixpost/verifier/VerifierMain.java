package dev.sixpost.verifier;

import dev.sixpost.kit.life.ServiceMain;

/** The verifier as a process. */
public final class VerifierMain {
    private VerifierMain() {}

    public static void main(String[] args) {
        ServiceMain.run(args, VerifierService::wire);
    }
}
