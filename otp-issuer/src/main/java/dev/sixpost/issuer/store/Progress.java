package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.PUBLISHED;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.select;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Up to where requests are known to be answered on Kafka as well; it only ever moves on. */
public final class Progress {
    private static final Wording NOTE = new Wording();

    private final DSLContext jooq;

    public Progress(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /** The next offset by partition, as it was noted last. */
    public Map<Partition, Long> load(Collection<String> topicIds) {
        return jooq.selectFrom(PUBLISHED)
                .where(PUBLISHED.TOPIC_ID.in(topicIds))
                .fetchMap(
                        row -> new Partition(row.get(PUBLISHED.TOPIC_ID), row.get(PUBLISHED.SOURCE_PARTITION)),
                        row -> row.get(PUBLISHED.NEXT_OFFSET));
    }

    public void note(Map<Partition, Long> published) {
        Script script = new Script(jooq);
        note(script, published);
        script.run();
    }

    static void note(Script script, Map<Partition, Long> published) {
        if (published.isEmpty()) {
            return;
        }
        Columns<Map.Entry<Partition, Long>> k = new Columns<>(List.copyOf(published.entrySet()));
        var topic = k.add(PUBLISHED.TOPIC_ID, p -> p.getKey().topicId());
        var partition = k.add(PUBLISHED.SOURCE_PARTITION, p -> p.getKey().number());
        k.add(PUBLISHED.NEXT_OFFSET, Map.Entry::getValue);
        script.write(
                NOTE,
                k,
                () -> script.tx()
                        .insertInto(PUBLISHED, k.targets())
                        .select(select(k.fields()).from(k.table()).orderBy(topic, partition))
                        .onConflict(PUBLISHED.TOPIC_ID, PUBLISHED.SOURCE_PARTITION)
                        .doUpdate()
                        .set(PUBLISHED.NEXT_OFFSET, greatest(PUBLISHED.NEXT_OFFSET, excluded(PUBLISHED.NEXT_OFFSET))));
    }
}
