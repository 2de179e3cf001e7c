package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.KafkaClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.ShareVersion;

/**
 * Kafka: whether it answers, whether its version and features suffice for share groups with renewed locks, and, where
 * it has access rules, whether they allow what the services do.
 */
final class KafkaCheck {
    private static final String ABOUT = "Kafka";
    private static final long SECONDS = 10;
    private static final String METADATA_VERSION = MetadataVersion.FEATURE_NAME;
    private static final MetadataVersion LEAST = MetadataVersion.IBP_4_3_IV0;

    private final KafkaClients clients;
    private final List<Part> parts;

    private KafkaCheck(KafkaClients clients, List<Part> parts) {
        this.clients = clients;
        this.parts = parts;
    }

    static KafkaCheck of(Environment env, List<Part> parts) {
        return new KafkaCheck(KafkaClients.from(env), parts);
    }

    List<Finding> look() {
        try (Admin admin = clients.admin("otp-doctor")) {
            int brokers = answer(admin.describeCluster().nodes()).size();
            FeatureMetadata features = answer(admin.describeFeatures().featureMetadata());
            List<Finding> findings = new ArrayList<>(List.of(judge(brokers, features)));
            if (findings.getFirst().good()) {
                findings.addAll(rights(admin));
            }
            return findings;
        } catch (ExecutionException e) {
            return bad("does not answer as it should (" + name(e) + "); see KAFKA_…");
        } catch (TimeoutException e) {
            return bad("does not answer within " + SECONDS + " s; see KAFKA_BOOTSTRAP_SERVERS");
        } catch (KafkaException e) {
            return bad("no client can be made of the KAFKA_… variables (" + name(e) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return bad("interrupted");
        }
    }

    private static List<Finding> bad(String line) {
        return List.of(Finding.bad(ABOUT, line));
    }

    private List<Finding> rights(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<Guarded> needed = new HashSet<>();
        parts.forEach(part -> needed.addAll(Rights.of(part.access())));
        Questions questions = new Questions(admin, needed);
        if (!questions.guarded()) {
            return List.of();
        }
        Map<Guarded, Answer> answers = questions.ask();
        return parts.stream()
                .flatMap(part -> Rights.judge("Kafka rights of " + part.word(), part.access(), answers).stream())
                .toList();
    }

    private static Finding judge(int brokers, FeatureMetadata features) {
        Map<String, Short> levels = new HashMap<>();
        features.finalizedFeatures().forEach((name, range) -> levels.put(name, range.maxVersionLevel()));
        short version = levels.getOrDefault(METADATA_VERSION, (short) 0);
        if (version < LEAST.featureLevel()) {
            return Finding.bad(
                    ABOUT,
                    "is older than 4.3, or its metadata.version is: upgrade it, then bin/kafka-features.sh upgrade");
        }
        if (levels.getOrDefault(ShareVersion.FEATURE_NAME, (short) 0) < ShareVersion.SV_1.featureLevel()) {
            return Finding.bad(ABOUT, "share groups are off: bin/kafka-features.sh upgrade --feature share.version=1");
        }
        return Finding.good(ABOUT, brokers + " broker(s), metadata.version level " + version + ", share groups on");
    }

    /** Waits for it no longer than everything here waits for anything. */
    static <T> T answer(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    private static String name(Exception failure) {
        Throwable cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getSimpleName();
    }
}
