package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowsTest {
    private static final String EMAIL = "b1@bench.example";
    private static final String MAIL = "Hello\n\n  123456\n";

    private final Flows flows = new Flows();

    @Test
    void whatComesOnceIsTheFlowsOwn() {
        Flow flow = flows.begin(EMAIL, 0);

        flows.mailReceived(EMAIL, MAIL);
        flows.eventRead(EMAIL);

        assertThat(flow.mail.join().code()).isEqualTo("123456");
        assertThat(flow.proven).isCompleted();
        assertThat(flows.surplus()).isZero();
    }

    @Test
    void whatComesAgainOnceAFlowHasAllItWaitedForIsSurplus() {
        flows.begin(EMAIL, 0);
        flows.mailReceived(EMAIL, MAIL);
        flows.eventRead(EMAIL);

        flows.mailReceived(EMAIL, MAIL);
        flows.eventRead(EMAIL);

        assertThat(flows.surplus()).isEqualTo(2);
    }

    @Test
    void aMailWithoutACodeFailsItsFlowAndIsSurplusTheSecondTime() {
        Flow flow = flows.begin(EMAIL, 0);

        flows.mailReceived(EMAIL, "Hello");
        assertThat(flow.mail).isCompletedExceptionally();
        assertThat(flows.surplus()).isZero();

        flows.mailReceived(EMAIL, "Hello");
        assertThat(flows.surplus()).isEqualTo(1);
    }
}
