package dev.sixpost.kit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a share group, within the bounds of every broker. */
final class ShareGroups {
    private static final Logger LOG = LoggerFactory.getLogger(ShareGroups.class);

    private static final String LOCK = "share.record.lock.duration.ms";
    private static final String SESSION = "share.session.timeout.ms";
    private static final String HEARTBEAT = "share.heartbeat.interval.ms";
    private static final String DELIVERIES = "share.delivery.count.limit";

    /** What a dead worker held comes to another one this soon; a slow send renews its lock. */
    private static final int LOCK_MILLIS = 10_000;

    private static final int SESSION_MILLIS = 6_000;

    /** A worker that joins has its first record within a few of these. */
    private static final int HEARTBEAT_MILLIS = 500;

    private final Admin admin;

    ShareGroups(Admin admin) {
        this.admin = admin;
    }

    ShareGroup ensure(String group) {
        Bounds bounds = bounds();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("share.auto.offset.reset", "earliest");
        wanted.put("share.isolation.level", "read_committed");
        wanted.put("share.renew.acknowledge.enable", "true");
        wanted.put(LOCK, Integer.toString(bounds.within("record.lock.duration.ms", LOCK_MILLIS)));
        wanted.put(SESSION, Integer.toString(bounds.within("session.timeout.ms", SESSION_MILLIS)));
        wanted.put(HEARTBEAT, Integer.toString(bounds.within("heartbeat.interval.ms", HEARTBEAT_MILLIS)));
        wanted.put(DELIVERIES, Integer.toString(bounds.within("delivery.count.limit", Integer.MAX_VALUE)));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        List<AlterConfigOp> changes = wanted.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        Admins.answer(admin.incrementalAlterConfigs(Map.of(resource, changes)).all(), "to set up share group " + group);
        Admins.settled(
                () -> settings(resource).entrySet().containsAll(wanted.entrySet())
                        ? Optional.of(wanted)
                        : Optional.empty(),
                "share group " + group + " does not take " + wanted + "; Kafka 4.3 or newer is needed");
        warnWhereSlow(wanted);
        return new ShareGroup(
                group, millis(wanted, LOCK), Integer.parseInt(value(wanted, DELIVERIES)), millis(wanted, SESSION));
    }

    private static void warnWhereSlow(Map<String, String> wanted) {
        if (millis(wanted, SESSION).toMillis() > SESSION_MILLIS
                || millis(wanted, LOCK).toMillis() > LOCK_MILLIS) {
            LOG.atWarn()
                    .addKeyValue("lock", value(wanted, LOCK))
                    .addKeyValue("session", value(wanted, SESSION))
                    .log("mails of a dead worker wait longer than they need to: lower the broker's"
                            + " group.share.min.session.timeout.ms and group.share.min.record.lock.duration.ms");
        }
    }

    private Map<String, String> settings(ConfigResource resource) {
        Config config = Admins.answer(admin.describeConfigs(List.of(resource)).all(), "to describe " + resource)
                .get(resource);
        Map<String, String> settings = new LinkedHashMap<>();
        if (config != null) {
            config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        }
        return settings;
    }

    private Bounds bounds() {
        Collection<Node> nodes = Admins.answer(admin.describeCluster().nodes(), "to describe the cluster");
        List<Map<String, String>> brokers = new ArrayList<>();
        for (Node node : nodes) {
            brokers.add(settings(new ConfigResource(ConfigResource.Type.BROKER, node.idString())));
        }
        return new Bounds(brokers);
    }

    private static Duration millis(Map<String, String> settings, String name) {
        return Duration.ofMillis(Long.parseLong(value(settings, name)));
    }

    private static String value(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name);
        }
        return value;
    }

    /** The narrowest of what the brokers allow for group settings. */
    private record Bounds(List<Map<String, String>> brokers) {
        int within(String setting, int wanted) {
            int least = Integer.MIN_VALUE;
            int most = Integer.MAX_VALUE;
            for (Map<String, String> broker : brokers) {
                least = Math.max(least, number(broker, "group.share.min." + setting, least));
                most = Math.min(most, number(broker, "group.share.max." + setting, most));
            }
            return Math.clamp(wanted, least, Math.max(least, most));
        }

        private static int number(Map<String, String> settings, String name, int otherwise) {
            String value = settings.get(name);
            return value == null ? otherwise : Integer.parseInt(value);
        }
    }
}
