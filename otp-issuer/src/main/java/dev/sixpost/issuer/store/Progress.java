package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.PUBLISHED;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.select;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Up to where requests are known to be answered on Kafka as well; it only ever moves on. */
public final class Progress {
    private final DSLContext jooq;

    public Progress(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /** The next offset by partition, as it was noted last. */
    public Map<Integer, Long> load(String topicId) {
        return jooq.select(PUBLISHED.SOURCE_PARTITION, PUBLISHED.NEXT_OFFSET)
                .from(PUBLISHED)
                .where(PUBLISHED.TOPIC_ID.eq(topicId))
                .fetchMap(PUBLISHED.SOURCE_PARTITION, PUBLISHED.NEXT_OFFSET);
    }

    public void note(String topicId, Map<Integer, Long> published) {
        note(jooq, topicId, published);
    }

    static void note(DSLContext tx, String topicId, Map<Integer, Long> published) {
        if (published.isEmpty()) {
            return;
        }
        Columns<Map.Entry<Integer, Long>> k = new Columns<>(List.copyOf(published.entrySet()));
        k.add(PUBLISHED.TOPIC_ID, _ -> topicId);
        var partition = k.add(PUBLISHED.SOURCE_PARTITION, Map.Entry::getKey);
        k.add(PUBLISHED.NEXT_OFFSET, Map.Entry::getValue);
        tx.insertInto(PUBLISHED, k.targets())
                .select(select(k.fields()).from(k.table()).orderBy(partition))
                .onConflict(PUBLISHED.TOPIC_ID, PUBLISHED.SOURCE_PARTITION)
                .doUpdate()
                .set(PUBLISHED.NEXT_OFFSET, greatest(PUBLISHED.NEXT_OFFSET, excluded(PUBLISHED.NEXT_OFFSET)))
                .execute();
    }
}
