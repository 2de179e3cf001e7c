package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class UnwrittenTest {
    private final AtomicLong now = new AtomicLong();
    private final Unwritten unwritten = new Unwritten(now::get);

    @Test
    void aTopicIsTroubleFromAFailureUntilSomethingArrivesThere() {
        unwritten.failed("otp.requests", new TopicAuthorizationException("canary@example.com"));
        unwritten.written("otp.signups");

        assertThat(unwritten.trouble()).contains("otp.requests cannot be written: TopicAuthorizationException");

        unwritten.written("otp.requests");

        assertThat(unwritten.trouble()).isEmpty();
    }

    @Test
    void everyTopicThatFailsIsNamed() {
        unwritten.failed("otp.signups", new IllegalStateException());
        unwritten.failed("otp.requests", new IllegalStateException());

        assertThat(unwritten.trouble().orElseThrow()).matches("otp.requests .*, otp.signups .*");
    }

    @Test
    void whatNobodyHasTriedForAWhileIsNoTroubleAnyMore() {
        unwritten.failed("otp.requests", new IllegalStateException());
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(unwritten.trouble()).isPresent();

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(unwritten.trouble()).isEmpty();
    }
}
