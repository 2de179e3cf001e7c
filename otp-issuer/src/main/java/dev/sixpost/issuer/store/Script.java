package dev.sixpost.issuer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;

/** Statements that go to the database together, are carried out one after the other, and are answered together. */
final class Script {
    private final DSLContext tx;
    private final List<Line> lines = new ArrayList<>();

    private record Line(Wording.Text text, Columns<?> values, Reader reader) {}

    private interface Reader {
        void read(PreparedStatement statement) throws SQLException;
    }

    Script(DSLContext tx) {
        this.tx = tx;
    }

    DSLContext tx() {
        return tx;
    }

    void write(Wording wording, Columns<?> values, Supplier<? extends Query> statement) {
        write(wording, values, statement, _ -> {});
    }

    /** {@code written} is told how many rows that were. */
    void write(Wording wording, Columns<?> values, Supplier<? extends Query> statement, IntConsumer written) {
        lines.add(new Line(wording.of(statement, values), values, answer -> written.accept(answer.getUpdateCount())));
    }

    void read(
            Wording wording,
            Columns<?> values,
            Supplier<? extends ResultQuery<?>> statement,
            Consumer<Result<Record>> found) {
        Wording.Text text = wording.of(statement, values);
        Field<?>[] fields = text.fields().toArray(Field[]::new);
        lines.add(new Line(text, values, answer -> {
            try (ResultSet rows = answer.getResultSet()) {
                found.accept(tx.fetch(rows, fields));
            }
        }));
    }

    /** Returns when all so far is carried out; what comes after begins anew. A script without a line asks nothing. */
    void run() {
        if (lines.isEmpty()) {
            return;
        }
        tx.connection(this::run);
    }

    private void run(Connection connection) throws SQLException {
        String sql = lines.stream().map(line -> line.text().sql()).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            for (Line line : lines) {
                next = line.values().bind(connection, statement, next);
            }
            statement.execute();
            for (Line line : lines) {
                line.reader().read(statement);
                statement.getMoreResults();
            }
        }
        lines.clear();
    }
}
