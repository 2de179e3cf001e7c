package dev.sixpost.standalone.doctor;

import dev.sixpost.standalone.doctor.Guarded.Kind;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What the broker says of the rights to something. */
sealed interface Answer {

    /** All of them. */
    record Allowed(Set<AclOperation> operations) implements Answer {
        public Allowed {
            operations = Set.copyOf(operations);
        }
    }

    /** It may not even be described, which whoever may read or write it may. */
    record Hidden() implements Answer {}

    /** It may be described, and nothing more is said: it is not there yet, or this is never said. */
    record Untold() implements Answer {}

    static Answer told(@Nullable Set<AclOperation> operations) {
        return operations == null ? new Untold() : new Allowed(operations);
    }

    /** Of a refusal to describe; empty where it has nothing to do with rights. */
    static Optional<Answer> refused(Kind kind, @Nullable Throwable refusal) {
        return switch (refusal) {
            case TopicAuthorizationException _ when kind == Kind.TOPIC -> Optional.of(new Hidden());
            // The group may be described, and what its members read may not.
            case TopicAuthorizationException _ -> Optional.of(new Untold());
            case GroupAuthorizationException _, TransactionalIdAuthorizationException _ -> Optional.of(new Hidden());
            case UnknownTopicOrPartitionException _, GroupIdNotFoundException _, TransactionalIdNotFoundException _ ->
                Optional.of(new Untold());
            case null, default -> Optional.empty();
        };
    }
}
