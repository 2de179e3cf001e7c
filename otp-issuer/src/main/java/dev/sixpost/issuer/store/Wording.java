package dev.sixpost.issuer.store;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jspecify.annotations.Nullable;

/**
 * A statement's text, rendered by jOOQ the first time it is said: with {@link Columns} it is the same for any number of rows.
 * Rendering it took longer than having it carried out.
 */
final class Wording {
    private volatile @Nullable Text text;

    record Text(String sql, List<Field<?>> fields) {}

    /** {@code values} are all the parameters the statement has; constants are inline. */
    Text of(Supplier<? extends Query> statement, Columns<?> values) {
        Text known = text;
        if (known == null) {
            Query said = statement.get();
            if (said.getBindValues().size() != values.targets().size()) {
                throw new IllegalStateException("a statement with other parameters than its columns");
            }
            known = render(said);
            text = known;
        }
        return Objects.requireNonNull(known);
    }

    private static Text render(Query statement) {
        return new Text(statement.getSQL(ParamType.INDEXED), fields(statement));
    }

    private static List<Field<?>> fields(Query statement) {
        // A select describes its columns as those of a derived table; rows are read by the names it selects.
        return switch (statement) {
            case Select<?> select ->
                select.$select().stream().<Field<?>>map(Field.class::cast).toList();
            case ResultQuery<?> query -> List.of(query.fields());
            default -> List.of();
        };
    }
}
