package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void theMedianOfAnEvenNumberOfRunsLiesBetweenTheTwoInTheMiddle() {
        List<Result> runs =
                List.of(run(100, Map.of(), 0), run(400, Map.of(), 0), run(200, Map.of(), 0), run(300, Map.of(), 0));

        assertThat(Medians.of(runs).getFirst().median()).isEqualTo(250);
        assertThat(Medians.of(runs.subList(0, 3)).getFirst().median()).isEqualTo(200);
    }

    @Test
    void aCurveSaysUnderWhichLoadWhatWentWrong() {
        String table = CurveTable.of(List.of(
                Map.entry(Load.closed(10, 1), run(100, Map.of(), 0)),
                Map.entry(Load.atRate(300), run(90, Map.of("request answered 503", 4), 2))));

        assertThat(table.lines().skip(2))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("| 1 in flight |").endsWith(" 0 |"),
                        line -> assertThat(line).startsWith("| 300/s |").endsWith(" 6 |"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("300/s:"),
                        line -> assertThat(line).isEqualTo("  4 x request answered 503"),
                        line -> assertThat(line).isEqualTo("  2 x a mail or an event that came a second time"));
    }

    private static Result run(double flowsPerSecond, Map<String, Integer> failures, int surplus) {
        return new Result(flowsPerSecond, Map.of(), Map.of(), Map.of(), Map.of(), 0.1, Map.of(), failures, surplus);
    }
}
