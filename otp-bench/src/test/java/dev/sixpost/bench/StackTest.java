package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackTest {
    private static final int REQUESTS_PER_FLOW = 2;

    @Test
    void itsOneClientMayAskAsOftenAsTheHighestRateDoes() {
        Options highest = Options.parse("--rate", "100000");

        assertThat(Integer.parseInt(Stack.variables(highest, 25).get("OTP_HTTP_CLIENT_RATE")))
                .isGreaterThanOrEqualTo(REQUESTS_PER_FLOW * highest.rate().orElseThrow());
    }
}
