package dev.sixpost.mailer.mail;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.kit.crypto.ReportToken;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Subject;
import java.util.regex.Pattern;

/** What is derived for one mail at the moment it is made: its code, its link, its report. */
final class Enclosures implements Frame.Filling {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final EmailRequested request;
    private final Key key;
    private final byte[] nonce;

    private Enclosures(EmailRequested request, Key key, byte[] nonce) {
        this.request = request;
        this.key = key;
        this.nonce = nonce;
    }

    static Enclosures of(EmailRequested request, Key key) throws Unrenderable {
        if (!ID.matcher(request.challengeId()).matches()) {
            // It stands in links as it is, and a forged event may hold anything.
            throw new Unrenderable("challenge-id");
        }
        try {
            return new Enclosures(request, key, Nonce.bytes(request.nonce()));
        } catch (IllegalArgumentException e) {
            throw new Unrenderable("nonce");
        }
    }

    @Override
    public String of(Hole hole) {
        String application = request.application();
        return switch (hole) {
            case CODE ->
                Derivation.code(key, nonce, application, request.purpose(), request.email(), request.codeLength());
            case LINK ->
                Derivation.link(key, nonce, application, request.challengeId(), subject(), request.requestId())
                        .text();
            case REPORT ->
                ReportToken.of(key, application, request.challengeId(), subject())
                        .text();
        };
    }

    private String subject() {
        return Subject.of(request.application(), request.email());
    }
}
