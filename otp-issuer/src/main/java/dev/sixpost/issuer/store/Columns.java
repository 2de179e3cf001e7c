package dev.sixpost.issuer.store;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Many rows on their way into one statement: each column is one array parameter, and {@code unnest} makes a table of them
 * again. So a statement has the same text, and the same plan, for any number of rows.
 */
final class Columns<R> {
    private static final String ALIAS = "k";

    private final List<R> rows;
    private final List<Field<?>> targets = new ArrayList<>();
    private final List<QueryPart> arrays = new ArrayList<>();
    private final List<Field<?>> fields = new ArrayList<>();

    Columns(List<R> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Adds what {@code value} takes from each row, named and typed as {@code target}. */
    <T> Field<T> add(Field<T> target, Function<R, ? extends @Nullable T> value) {
        Object array = Array.newInstance(target.getType(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Array.set(array, i, value.apply(rows.get(i)));
        }
        arrays.add(DSL.val(array, target.getDataType().getArrayDataType()));
        targets.add(target);
        Field<T> field = DSL.field(DSL.name(ALIAS, target.getName()), target.getDataType());
        fields.add(field);
        return field;
    }

    Table<Record> table() {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            parameters.add("{" + i + "}");
        }
        List<String> names = targets.stream().map(Field::getName).toList();
        String sql = "unnest(" + String.join(", ", parameters) + ") as " + ALIAS + "(" + String.join(", ", names) + ")";
        return DSL.table(sql, arrays.toArray(QueryPart[]::new));
    }

    /** The columns to insert into, in the order of {@link #fields}. */
    List<Field<?>> targets() {
        return targets;
    }

    List<Field<?>> fields() {
        return fields;
    }
}
