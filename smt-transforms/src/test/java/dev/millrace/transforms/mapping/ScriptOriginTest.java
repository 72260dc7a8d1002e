package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions: bounded, repeatable, and of as many threads as there are. */
class ScriptOriginTest {

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        ScriptOrigin script = new ScriptOrigin("($n := n; $sum([1..50].($ + $n)))");
        script.limit(60_000, 100);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int own = thread * 1_000;
                wrong.add(threads.submit(() -> wrong(script, own)));
            }
            for (Future<Integer> count : wrong) {
                assertThat(count.get(600, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrong(ScriptOrigin script, int own) {
        int wrong = 0;
        for (int n = own; n < own + 200; n++) {
            Object result = evaluate(script, Map.of("n", n));
            wrong += result instanceof Number number && number.intValue() == 1_275 + 50 * n ? 0 : 1;
        }
        return wrong;
    }

    @Test
    void anExpressionThatTakesTooLongIsStopped() {
        ScriptOrigin script = new ScriptOrigin("($f := function($n) { $n < 0 ? 0 : $f($n + 1) }; $f(1))");
        script.limit(50, 500);

        assertThatThrownBy(() -> evaluate(script, Map.of()))
                .isInstanceOfSatisfying(
                        Inconvertible.class, wrong -> assertThat(wrong.code()).isEqualTo("expression-too-costly"));
    }

    @Test
    void anExpressionThatFailedOnceWorksOnTheNextRecord() {
        ScriptOrigin script = new ScriptOrigin("$number(n)");
        script.limit(60_000, 100);

        assertThatThrownBy(() -> evaluate(script, Map.of("n", "x"))).isInstanceOf(Inconvertible.class);
        assertThat(evaluate(script, Map.of("n", "5"))).hasToString("5");
    }

    @Test
    void whatGivesAnotherResultTheNextTimeIsRefused() {
        for (String word : List.of("$now()", "$millis()", "$random()", "$shuffle(a)", "$eval(a)")) {
            assertThatThrownBy(() -> new ScriptOrigin("a & " + word))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("may give something else");
        }
    }

    @Test
    void whatNoBoundOfTimeEndsIsRefused() {
        assertThatThrownBy(() -> new ScriptOrigin("$pad(a, n)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pad by the rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$match(a, /(x+)+y/)",
                "/x/(a)",
                "a ~> /x/i",
                "$replace(a, /* why */ /x/, '')",
                "a.$contains(b, /\\//)",
                "[1, /x/]",
                "{'k': /x/}",
                "a and /x/(b)",
                "a ? /x/ : b",
                "$f := /x/",
                "a * /x/(b)",
                "`in` = /x/"
            })
    void aRegularExpressionIsRefused(String text) {
        assertThatThrownBy(() -> new ScriptOrigin(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a regular expression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a / b / c",
                "$sum(a) / $count(a) / 2",
                "a[0] / a[1] / 2",
                "{'a': 1}.a / 2 / 3",
                "'/x/' & \"/y/\"",
                "'it\\\\n' & '/x/'",
                "`/x/`",
                "in / 2 / 3",
                "a.* / 2 / 3",
                "a.**/ 2 / 3",
                "a /* b / c */ / d / 2",
                "a.b.%.c / 2 / 3",
                "function($x) { $x / 2 / 3 }(6) / 2"
            })
    void aDivisionIsNone(String text) {
        assertThatCode(() -> new ScriptOrigin(text)).doesNotThrowAnyException();
    }

    private static @Nullable Object evaluate(ScriptOrigin script, Map<String, Object> value) {
        return script.read(new Scope(new SinkRecord("t", 0, null, null, null, value, 1), value, 1));
    }
}
