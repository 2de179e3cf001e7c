package dev.sixpost.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void aValidHeaderIsContinuedUnderTheSameTrace() {
        TraceContext next = TraceContext.following("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.spanId()).isNotEqualTo(SPAN);
        assertThat(next.sampled()).isTrue();
    }

    @Test
    void whatIsRenderedIsReadAgain() {
        TraceContext context = TraceContext.fresh();

        assertThat(TraceContext.parse(context.traceparent())).contains(context);
    }

    @Test
    void aCallerThatDoesNotSampleIsHeard() {
        assertThat(TraceContext.following("00-" + TRACE + "-" + SPAN + "-00").traceparent())
                .startsWith("00-" + TRACE)
                .endsWith("-00");
    }

    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-brings"))
                .contains(new TraceContext(TRACE, SPAN, true));
    }

    /** H-37. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "0-" + SPAN + "-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-" + SPAN + "-01",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\n",
                "00-" + TRACE + "-" + SPAN + "-zz"
            })
    void aMalformedHeaderStartsANewTrace(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
        assertThat(TraceContext.following(header).traceId()).hasSize(32).isNotEqualTo(TRACE);
    }
}
