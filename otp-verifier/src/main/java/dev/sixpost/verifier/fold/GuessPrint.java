package dev.sixpost.verifier.fold;

/** How a guess is remembered. */
final class GuessPrint {
    private static final Fingerprint NONE = new Fingerprint(0, 0);

    private GuessPrint() {}

    static Fingerprint ofGuess(Presented presented) {
        return switch (presented) {
            case Presented.Code code -> Fingerprint.of(code.guess());
            case Presented.Link link -> Fingerprint.of(link.challengeId() + "/" + link.guess());
            case Presented.Malformed malformed -> NONE;
        };
    }

    /** Of the id of the key the guess was made with. */
    static Fingerprint ofKey(Presented presented) {
        return switch (presented) {
            case Presented.Code code -> Fingerprint.of(keyId(code.guess()));
            case Presented.Link link -> Fingerprint.of(keyId(link.guess()));
            case Presented.Malformed malformed -> NONE;
        };
    }

    private static String keyId(String guess) {
        return guess.substring(0, Math.max(0, guess.indexOf('.')));
    }
}
