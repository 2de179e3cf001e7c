package dev.sixpost.schemas;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
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
        purposes = new EnumMap<>(purposes);
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

    public record TestAddress(String email, String code, Instant until) {}

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

        /** The wait before the resend that follows {@code resends} earlier ones. */
        public Duration waitBeforeResend(int resends) {
            return resendAfter.get(Math.min(resends, resendAfter.size() - 1));
        }
    }
}
