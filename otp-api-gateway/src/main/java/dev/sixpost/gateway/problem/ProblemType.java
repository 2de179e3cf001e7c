package dev.sixpost.gateway.problem;

import dev.sixpost.kit.ops.OpsProblem;
import java.util.Arrays;
import java.util.Optional;

/** The problems of the contract. The name is stable; {@code explanation} is what {@code /problems/<name>} shows. */
public enum ProblemType {
    INVALID_REQUEST(
            OpsProblem.INVALID_REQUEST,
            "The member errors names each fault by its JSON pointer. Repeating the same request cannot succeed; no"
                    + " attempt was spent."),
    MALFORMED_REQUEST(
            400,
            "malformed-request",
            "The request is not well-formed HTTP",
            "The framing, a header or the target of the request breaks HTTP. The connection is closed."),
    UNKNOWN_KEY(
            401,
            "unknown-key",
            "The key is not valid",
            "A key was given and is not valid for this application, or the application requires one. Keys are sent as"
                    + " Authorization: Bearer."),
    NO_SESSION(
            401,
            "no-session",
            "There is no session to renew",
            "The refresh cookie is absent, has expired, or its session was ended. Verify again."),
    UNAUTHORIZED(
            OpsProblem.UNAUTHORIZED, "Administration needs the installation's token, sent as Authorization: Bearer."),
    PURPOSE_DISABLED(
            403,
            "purpose-disabled",
            "The purpose is switched off",
            "The application does not ask for codes for this purpose."),
    APPLICATION_DISABLED(
            403,
            "application-disabled",
            "The application is switched off",
            "The application exists and issues no codes at present."),
    DOMAIN_NOT_ALLOWED(
            403,
            "domain-not-allowed",
            "The domain is not allowed",
            "The application does not accept addresses of this domain."),
    ADDRESS_NOT_ALLOWED(
            403,
            "address-not-allowed",
            "The address is not allowed",
            "The application does not accept addresses of this form."),
    ORIGIN_NOT_ALLOWED(
            403,
            "origin-not-allowed",
            "The origin is not allowed",
            "The page that called is not one of the application's origins."),
    WRONG_BROWSER(
            403,
            "wrong-browser",
            "The link was opened in another browser",
            "The link works in the browser that asked for it. The code in the same mail works where it was asked for."
                    + " The link is not used up."),
    NOT_FOUND(OpsProblem.NOT_FOUND, "There is nothing at this address, or it is no longer held."),
    UNKNOWN_APPLICATION(
            404,
            "unknown-application",
            "There is no such application",
            "The first part of the path names the application. A new application is known everywhere within a second."),
    UNKNOWN_ACCOUNT(OpsProblem.UNKNOWN_ACCOUNT, "The application reveals its accounts, and none has this address."),
    NO_ACTIVE_CODE(
            404,
            "no-active-code",
            "There is no code to verify",
            "A code was never asked for, has been used, or expired long ago. Ask for a new one."),
    METHOD_NOT_ALLOWED(OpsProblem.METHOD_NOT_ALLOWED, "The header Allow names the methods this address knows."),
    NOT_ACCEPTABLE(
            406,
            "not-acceptable",
            "The answer cannot have that form",
            "Answers are application/json, problems application/problem+json, event streams text/event-stream."),
    ALREADY_REGISTERED(
            409,
            "already-registered",
            "The address is registered already",
            "The application reveals its accounts, and one has this address."),
    CODE_EXPIRED(410, "code-expired", "The code has expired", "Ask for a new one."),
    TOO_LARGE(OpsProblem.TOO_LARGE, "A body may have 8 KiB, the settings of an application 64 KiB."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "unsupported-media-type",
            "The body has an unknown form",
            "Bodies are application/json in UTF-8; settings may be application/yaml as well."),
    CODE_INCORRECT(
            422,
            "code-incorrect",
            "The code is not right",
            "The member attemptsRemaining says how many more may be tried."),
    IDEMPOTENCY_MISMATCH(
            422,
            "idempotency-mismatch",
            "The Idempotency-Key was used for another request",
            "A key stands for one request for 24 hours. Use a new one for a new request."),
    RESEND_COOLDOWN(
            429,
            "resend-cooldown",
            "A code was sent a moment ago",
            "Wait retryAfterSeconds, then ask again. The code that was sent still works."),
    RATE_LIMITED(429, "rate-limited", "Too many requests", "Wait retryAfterSeconds, then try again."),
    LOCKED(
            429,
            "locked",
            "Too many wrong codes today",
            "Too many wrong codes were tried for this address within a day. A link still verifies."),
    TOO_MANY_ATTEMPTS(
            429,
            "too-many-attempts",
            "The attempts are used up",
            "The attempts of this code are used up; resendAt says when a new one can be asked for."),
    INTERNAL_ERROR(
            OpsProblem.INTERNAL_ERROR,
            "The request failed for a reason on this side. Repeating it with the same Idempotency-Key is safe."),
    UNAVAILABLE(
            OpsProblem.UNAVAILABLE,
            "The request was not confirmed. Repeating it with the same Idempotency-Key is safe.");

    private final int status;
    private final String wire;
    private final String title;
    private final String explanation;

    /** One that the operators' routes have as well. */
    ProblemType(OpsProblem same, String explanation) {
        this(same.status(), same.wire(), same.title(), explanation);
    }

    ProblemType(int status, String wire, String title, String explanation) {
        this.status = status;
        this.wire = wire;
        this.title = title;
        this.explanation = explanation;
    }

    public int status() {
        return status;
    }

    public String wire() {
        return wire;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    public static Optional<ProblemType> ofWire(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
    }
}
