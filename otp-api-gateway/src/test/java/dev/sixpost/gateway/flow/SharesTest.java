package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.http.Body;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** I14: one application's flood leaves room for another. */
class SharesTest {
    private final Shares shares = new Shares(2);

    @Test
    void oneApplicationHasItsShareAndAnotherHasItsOwn() throws Exception {
        Handler one = shares.within(SharesTest::answer);
        Handler second = shares.within(request -> {
            answer(request);
            assertThatThrownBy(() -> one.handle(request("acme"))).isInstanceOf(Refused.class);
            return one.handle(request("other"));
        });
        Handler first = shares.within(request -> {
            answer(request);
            return second.handle(request("acme"));
        });

        assertThat(first.handle(request("acme")).status()).isEqualTo(204);
        assertThat(first.handle(request("acme")).status()).isEqualTo(204);
    }

    @Test
    void whatFailedHasLeftToo() {
        Handler failing = shares.within(request -> {
            answer(request);
            throw new IllegalStateException("broken");
        });
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> failing.handle(request("acme"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whoSendsItsBodySlowlyKeepsNobodyOut() throws Exception {
        Handler handler = shares.within(SharesTest::answer);
        CountDownLatch reading = new CountDownLatch(3);
        CountDownLatch arrived = new CountDownLatch(1);
        Body slow = () -> {
            reading.countDown();
            assertThat(await(arrived)).isTrue();
            return new byte[0];
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                Future<?> _ =
                        callers.submit(() -> handler.handle(request("acme").withBody(slow)));
            }
            assertThat(await(reading)).isTrue();

            assertThat(handler.handle(request("acme")).status()).isEqualTo(204);
            arrived.countDown();
        }
        assertThat(handler.handle(request("acme")).status()).isEqualTo(204);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response answer(Request request) {
        assertThat(request.body().read()).isEmpty();
        return Response.empty(204);
    }

    private static Request request(String application) {
        return new Request(
                "POST", Map.of("application", application), "", _ -> List.of(), () -> new byte[0], "192.0.2.1", "");
    }
}
