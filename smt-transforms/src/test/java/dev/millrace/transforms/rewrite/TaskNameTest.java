package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class TaskNameTest {

    @AfterEach
    void forget() {
        MDC.remove("connector.context");
    }

    @ParameterizedTest
    @CsvSource({
        "'[orders|task-0] ', orders, 0",
        "'[orders|task-12|offsets] ', orders, 12",
        "'[a|b|task-1] ', a|b, 1",
        "'[orders|worker] ', orders, unknown",
        "'orders', unknown, unknown"
    })
    void isReadFromTheLoggingContext(String context, String connector, String task) {
        MDC.put("connector.context", context);

        assertThat(TaskName.current()).isEqualTo(new TaskName(connector, task));
    }

    @Test
    void isUnknownWhereNoTaskRuns() {
        assertThat(TaskName.current()).isEqualTo(new TaskName("unknown", "unknown"));
    }
}
