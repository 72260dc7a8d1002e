package dev.millrace.feed.copybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of {@code spec/copybook}. */
class CopybookSpecTest {

    static Stream<CopybookSpec> cases() {
        return CopybookSpec.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheCaseSays(CopybookSpec spec) {
        String items;
        List<CopybookProblem> errors = List.of();
        List<CopybookProblem> warnings = List.of();
        try {
            Copybook copybook = Copybook.parse(spec.text(), spec.options());
            items = copybook.records().stream().map(Notation::of).collect(Collectors.joining());
            warnings = copybook.warnings();
        } catch (CopybookProblems problems) {
            items = "";
            errors = problems.problems();
        }

        assertThat(errors).extracting(CopybookProblem::toString).isEqualTo(spec.list("errors"));
        assertThat(items).isEqualTo(spec.text("items"));
        assertThat(warnings).extracting(CopybookProblem::toString).isEqualTo(spec.list("warnings"));
    }
}
