package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one application. Complete: what a document leaves out is filled in from {@code
 * application-defaults.json} before it is read, see {@link ApplicationSettings}.
 */
public record ApplicationConfigured(
        String id,
        String name,
        boolean enabled,
        Branding branding,
        Sender sender,
        String smtp,
        String locale,
        Emails emails,
        Accounts accounts,
        Limits limits,
        Web web,
        Session session,
        Callers callers,
        List<TestAddress> testAddresses,
        Link link,
        Map<Purpose, Policy> purposes,
        Map<String, Map<String, String>> strings)
        implements Event {

    public ApplicationConfigured {
        requireNonNull(id);
        requireNonNull(name);
        purposes = Collections.unmodifiableMap(new EnumMap<>(purposes));
    }

    @Override
    @JsonIgnore
    public String application() {
        return id;
    }

    /** The policy of a purpose; every purpose has one. */
    public Policy policy(Purpose purpose) {
        Policy policy = purposes.get(purpose);
        if (policy == null) {
            throw new IllegalStateException("no policy for " + purpose);
        }
        return policy;
    }

    public record Branding(
            @Nullable String primaryColor,
            @Nullable String logoUrl,
            @Nullable String supportEmail,
            @Nullable String footer) {}

    public record Sender(
            @Nullable String name,
            @Nullable String email,
            boolean verified,
            @Nullable String replyTo) {}

    public record Emails(
            boolean allowPlusAddressing,
            List<String> onlyDomains,
            List<String> blockedDomains,
            boolean blockDisposable) {}

    public record Accounts(String mode, boolean reveal) {}

    public record Limits(
            int perAddressPerHour,
            int perAddressPerDay,
            int perIpPer5Minutes,
            int perApplicationPerMinute,
            int failuresPerAddressPerDay) {}

    public record Web(
            @Nullable String publicUrl,
            @Nullable String loginUrl,
            List<String> allowedOrigins,
            List<String> redirectUrls) {}

    public record Session(
            List<Purpose> purposes, Duration ttl, @Nullable Duration refreshTtl) {}

    public record Callers(boolean requireKey, List<String> keys) {}

    /**
     * An address with a fixed code and no mail, until then.
     *
     * @param sealedCode readable with the keys only; without one the address is like any other
     */
    public record TestAddress(String email, @Nullable String sealedCode, Instant until) {}

    public record Link(boolean anyBrowser) {}

    /** What a code asked for again is: the one that is live, or a new one that replaces it. */
    public enum Resend {
        @JsonProperty("same-code")
        SAME_CODE,
        @JsonProperty("new-code")
        NEW_CODE
    }

    /** The n-th entry of {@code resendAfter} is the wait before the n-th resend; the last one repeats. */
    public record Policy(
            boolean enabled,
            int codeLength,
            Duration ttl,
            int maxAttempts,
            List<Duration> resendAfter,
            Resend resend,
            DeliveryForm delivery,
            Duration linkTtl) {
        private static final Duration LONGEST_TTL = Duration.ofMinutes(10);
        private static final Duration LONGEST_LINK_TTL = Duration.ofDays(31);
        private static final int MOST_DELAYS = 16;

        public Policy {
            require(codeLength >= 6 && codeLength <= 10, "codeLength is 6 to 10");
            require(maxAttempts >= 1 && maxAttempts <= 10, "maxAttempts is 1 to 10");
            require(ttl.isPositive() && ttl.compareTo(LONGEST_TTL) <= 0, "ttl is at most 10 minutes");
            require(linkTtl.isPositive() && linkTtl.compareTo(LONGEST_LINK_TTL) <= 0, "linkTtl is at most 31 days");
            require(!resendAfter.isEmpty() && resendAfter.size() <= MOST_DELAYS, "resendAfter has 1 to 16 delays");
            resendAfter = List.copyOf(resendAfter);
        }

        private static void require(boolean holds, String bound) {
            if (!holds) {
                throw new IllegalArgumentException(bound);
            }
        }

        /** The wait before the resend that follows {@code resends} earlier ones. */
        public Duration waitBeforeResend(int resends) {
            return resendAfter.get(Math.min(resends, resendAfter.size() - 1));
        }
    }
}
