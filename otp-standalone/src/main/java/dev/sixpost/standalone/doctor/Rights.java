package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.kafka.Access;
import dev.sixpost.schemas.Topic;
import dev.sixpost.standalone.doctor.Guarded.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/** Which rights a service needs, and which of them the answers of a broker show to be missing. Pure. */
final class Rights {

    private Rights() {}

    /** What has to be asked about. */
    static Set<Guarded> of(Access access) {
        return needs(access).stream()
                .flatMap(need -> need.names().stream().map(name -> new Guarded(need.kind(), name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One line for each operation that is missing on something, or one that says that none is. */
    static List<Finding> judge(String about, Access access, Map<Guarded, Answer> answers) {
        List<Finding> missing = new ArrayList<>();
        Set<String> untold = new TreeSet<>();
        for (Need need : needs(access)) {
            List<String> refused = new ArrayList<>();
            for (String name : need.names()) {
                switch (answers.getOrDefault(new Guarded(need.kind(), name), new Answer.Untold())) {
                    case Answer.Allowed(Set<AclOperation> operations) when operations.contains(need.operation()) -> {}
                    case Answer.Allowed _ -> refused.add(name);
                    case Answer.Hidden _ when need.showsByDescribing() -> refused.add(name);
                    // Told once the right to read or to write, which is missing as well, is there.
                    case Answer.Hidden _ -> {}
                    case Answer.Untold _ -> untold.add(name);
                }
            }
            if (!refused.isEmpty()) {
                missing.add(Finding.bad(about, need.refusal(refused)));
            }
        }
        return missing.isEmpty() ? List.of(Finding.good(about, content(access, untold))) : missing;
    }

    private static String content(Access access, Set<String> untold) {
        untold.removeAll(access.transactionalIds());
        String rest = untold.isEmpty() ? "" : "; not there yet, so ask again then: " + String.join(", ", untold);
        return "none is seen to be missing" + rest;
    }

    private static List<Need> needs(Access access) {
        return List.of(
                new Need("read", Kind.TOPIC, AclOperation.READ, and(access.read(), access.own())),
                new Need("write", Kind.TOPIC, AclOperation.WRITE, and(access.written(), access.own())),
                new Need("see the settings of", Kind.TOPIC, AclOperation.DESCRIBE_CONFIGS, and(access.all(), Set.of())),
                new Need("join", Kind.GROUP, AclOperation.READ, access.groups()),
                new Need("join", Kind.SHARE_GROUP, AclOperation.READ, access.shareGroups()),
                new Need("see the settings of", Kind.SHARE_GROUP, AclOperation.DESCRIBE_CONFIGS, access.shareGroups()),
                new Need("set up", Kind.SHARE_GROUP, AclOperation.ALTER_CONFIGS, access.shareGroups()),
                new Need("use", Kind.TRANSACTIONAL_IDS, AclOperation.WRITE, access.transactionalIds()));
    }

    private static Set<String> and(Collection<Topic> topics, Set<String> more) {
        return Stream.concat(topics.stream().map(Topic::name), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Of one right, on everything of a kind that it is needed on; {@code doing} completes "may not …". */
    private record Need(String doing, Kind kind, AclOperation operation, Set<String> names) {

        boolean showsByDescribing() {
            return operation == AclOperation.READ || operation == AclOperation.WRITE;
        }

        String refusal(Collection<String> refused) {
            return "may not " + doing + " " + kind.plural() + " "
                    + refused.stream().sorted().collect(Collectors.joining(", "))
                    + ": grant it with bin/kafka-acls.sh --add --operation " + option(operation)
                    + " " + kind.option();
        }

        /** In kafka-acls.sh's own spelling: DescribeConfigs. */
        private static String option(AclOperation operation) {
            return Stream.of(operation.name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining());
        }
    }
}
