package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void showsEachFlowInARowUnderItsHeader() {
        FlowTable table = new FlowTable(0);

        List<String> lines =
                table.draw(List.of(new FlowCount("a -> b", 20, 10, 3), new FlowCount("long -> flow", 1, 0, 0)), SECOND);

        assertThat(lines)
                .containsExactly(
                        "flow               read  delivered  set aside     rate/s",
                        "a -> b               20         10          3         10",
                        "long -> flow          1          0          0          0");
    }

    @Test
    void takesTheRateFromTheDrawingBefore() {
        FlowTable table = new FlowTable(0);
        table.draw(List.of(new FlowCount("f", 100, 100, 0)), SECOND);

        List<String> lines = table.draw(List.of(new FlowCount("f", 400, 400, 0)), 3 * SECOND);

        assertThat(lines.get(1)).endsWith(" 150");
    }
}
