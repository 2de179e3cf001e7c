package dev.sixpost.kit.kafka;

import dev.sixpost.schemas.Topic;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service needs where access rules are in force. Without its rights on the topics of the contract it does not
 * start; that it lacks one on what else it uses shows only while it runs.
 *
 * @param read topics of the contract
 * @param written topics of the contract
 * @param own topics it makes for itself, and reads and writes
 * @param groups consumer groups it is a member of
 * @param shareGroups share groups it sets up and is a member of
 * @param transactionalIds what the names of its transactional ids begin with
 */
public record Access(
        Set<Topic> read,
        Set<Topic> written,
        Set<String> own,
        Set<String> groups,
        Set<String> shareGroups,
        Set<String> transactionalIds) {
    public Access {
        read = Set.copyOf(read);
        written = Set.copyOf(written);
        own = Set.copyOf(own);
        groups = Set.copyOf(groups);
        shareGroups = Set.copyOf(shareGroups);
        transactionalIds = Set.copyOf(transactionalIds);
    }

    public Access(Set<Topic> read, Set<Topic> written) {
        this(read, written, Set.of(), Set.of(), Set.of(), Set.of());
    }

    public Access keeping(String topic) {
        return new Access(read, written, and(own, topic), groups, shareGroups, transactionalIds);
    }

    public Access joining(String group) {
        return new Access(read, written, own, and(groups, group), shareGroups, transactionalIds);
    }

    public Access sharing(String group) {
        return new Access(read, written, own, groups, and(shareGroups, group), transactionalIds);
    }

    public Access transacting(String prefix) {
        return new Access(read, written, own, groups, shareGroups, and(transactionalIds, prefix));
    }

    private static Set<String> and(Set<String> names, String more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** Every topic of the contract it has to do with. */
    public Set<Topic> all() {
        return Stream.concat(read.stream(), written.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
