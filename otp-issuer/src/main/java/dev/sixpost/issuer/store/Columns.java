package dev.sixpost.issuer.store;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** PostgreSQL's names of what the columns hold. */
    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "text",
            Integer.class, "int4",
            Long.class, "int8",
            Boolean.class, "bool",
            Instant.class, "timestamptz",
            byte[].class, "bytea");

    private final List<R> rows;
    private final List<Field<?>> targets = new ArrayList<>();
    private final List<Object[]> arrays = new ArrayList<>();
    private final List<Field<?>> fields = new ArrayList<>();

    Columns(List<R> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Adds what {@code value} takes from each row, named and typed as {@code target}. */
    <T> Field<T> add(Field<T> target, Function<R, ? extends @Nullable T> value) {
        Object[] array = (Object[]) Array.newInstance(target.getType(), rows.size());
        for (int i = 0; i < array.length; i++) {
            array[i] = value.apply(rows.get(i));
        }
        arrays.add(array);
        targets.add(target);
        Field<T> field = DSL.field(DSL.name(ALIAS, target.getName()), target.getDataType());
        fields.add(field);
        return field;
    }

    /** For the text of a statement; its parameters are these arrays, and no other. */
    Table<Record> table() {
        List<String> parameters = new ArrayList<>();
        List<QueryPart> values = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            parameters.add("{" + i + "}");
            values.add(DSL.val(arrays.get(i), targets.get(i).getDataType().getArrayDataType()));
        }
        List<String> names = targets.stream().map(Field::getName).toList();
        String sql = "unnest(" + String.join(", ", parameters) + ") as " + ALIAS + "(" + String.join(", ", names) + ")";
        return DSL.table(sql, values.toArray(QueryPart[]::new));
    }

    /** The columns to insert into, in the order of {@link #fields}. */
    List<Field<?>> targets() {
        return targets;
    }

    List<Field<?>> fields() {
        return fields;
    }

    /** Sets the arrays as the parameters from {@code first} on, and answers which comes next. */
    int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (int i = 0; i < arrays.size(); i++) {
            String type = TYPES.get(targets.get(i).getType());
            statement.setArray(next++, connection.createArrayOf(type, arrays.get(i)));
        }
        return next;
    }
}
