package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Field<String> ID = DSL.field(DSL.name("id"), String.class);

    private final DSLContext jooq = DSL.using(SQLDialect.POSTGRES);
    private final Columns<String> columns = new Columns<>(List.of("a", "b"));
    private final Field<String> id = columns.add(ID, text -> text);

    @Test
    void aStatementIsRenderedOnceForAnyNumberOfRows() {
        Wording wording = new Wording();
        Wording.Text first = wording.of(() -> jooq.select(id).from(columns.table()), columns);

        Wording.Text second = wording.of(
                () -> {
                    throw new AssertionError("rendered again");
                },
                columns);

        assertThat(first.sql()).contains("unnest(").doesNotContain("'a'");
        assertThat(second).isEqualTo(first);
    }

    /** Its value of the first time would be bound to whatever the next row is. */
    @Test
    void aStatementWithAParameterOfItsOwnIsRefused() {
        assertThatThrownBy(() -> new Wording()
                        .of(() -> jooq.select(id).from(columns.table()).where(id.ne("c")), columns))
                .isInstanceOf(IllegalStateException.class);
    }
}
