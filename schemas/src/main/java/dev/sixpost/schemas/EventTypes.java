package dev.sixpost.schemas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which class stands behind a CloudEvents type, {@code otp.<EventName>.v1}. */
public final class EventTypes {
    private static final String PREFIX = "otp.";
    private static final String SUFFIX = ".v1";

    public static final List<Class<? extends Event>> ALL = List.of(
            OtpRequested.class,
            SignupRequested.class,
            OtpIssued.class,
            OtpRejected.class,
            EmailRequested.class,
            EmailSent.class,
            EmailDelayed.class,
            EmailFailed.class,
            ChallengeOpened.class,
            VerifyOtp.class,
            AddressErased.class,
            LockEnded.class,
            OtpVerified.class,
            OtpRefused.class,
            EmailVerified.class,
            ApplicationConfigured.class,
            SessionRevoked.class,
            OtpReported.class,
            SignupSuspected.class);

    private static final Map<String, Class<? extends Event>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventTypes::nameOf, Function.identity()));

    private EventTypes() {}

    public static String nameOf(Class<? extends Event> type) {
        return PREFIX + type.getSimpleName() + SUFFIX;
    }

    public static Optional<Class<? extends Event>> find(String name) {
        return Optional.ofNullable(BY_TYPE.get(name));
    }
}
