package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances that decide at once on what belongs together. */
class CollidingInstancesIT {
    private static final int EACH = 40;

    @RegisterExtension
    private final FreshLedger fresh = new FreshLedger();

    private final Postgres postgres = fresh.postgres;

    /** Invariant I9, hostile case D-07: the same addresses, in another order each. */
    @Test
    void instancesThatCollideOpenOneChallengePerAddress() throws Exception {
        int opened = atOnce(4, instance -> {
            List<Ask> asks = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                int address = instance % 2 == 0 ? i : EACH - 1 - i;
                asks.add(ask(instance + "-" + address, "user-" + address, null, address));
            }
            return asks;
        });
        assertThat(opened).isEqualTo(EACH);
        assertThat(text("select count(*) from challenge")).isEqualTo("" + EACH);
        assertThat(text("select count(*) from request")).isEqualTo("" + EACH * 4);
    }

    /** Invariant I15: the same keys with another body each, as from gateways that were asked at once. */
    @Test
    void oneKeyForAnotherBodyEachIsOneRequest() throws Exception {
        int opened = atOnce(4, instance -> {
            List<Ask> asks = new ArrayList<>();
            for (int key = 0; key < EACH; key++) {
                String body = key + "-of-" + instance;
                asks.add(ask(body, body, "key-" + key, instance * EACH + key));
            }
            return asks;
        });
        assertThat(opened).isEqualTo(EACH);
        assertThat(text("select count(distinct idempotency) from request join challenge using (challenge_id)"))
                .isEqualTo("" + EACH);
        assertThat(text("select count(*) from request where reason = 'idempotency-mismatch'"))
                .isEqualTo("" + EACH * 3);
    }

    /** Each with connections of its own. Returns how many challenges were opened. */
    private int atOnce(int instances, IntFunction<List<Ask>> asksOf) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(instances)) {
            List<Callable<Decisions>> calls = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                Work work = new Work(asksOf.apply(instance), List.of(), List.of(), List.of(), Map.of());
                calls.add(() -> {
                    try (Postgres own = fresh.anotherPool()) {
                        return fresh.on(own).decide(work, Batches.circumstances(Batches.NOW));
                    }
                });
            }
            int opened = 0;
            for (Future<Decisions> one : executor.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                opened += one.get().opened().size();
            }
            return opened;
        }
    }

    private static Ask ask(String requestId, String name, @Nullable String key, int number) {
        OtpRequested wanted =
                new OtpRequested("acme", name + "@example.com", Purpose.LOGIN, null, null, null, null, null, null, key);
        return Batches.asked(requestId, Batches.NOW, wanted, number);
    }

    private String text(String sql) {
        return String.valueOf(postgres.jooq().fetchValue(sql));
    }
}
