package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.expression.BoundedRegex;
import org.junit.jupiter.api.Test;

/** Regular expressions within bounds. */
class TextRulesTest {

    @Test
    void anExpressionThatGoesBackAndForthIsStopped() {
        Replacement replacement = new Replacement(new BoundedRegex("(a|aa)+$"), "");

        assertThatThrownBy(() -> replacement.apply("a".repeat(9_000) + "!"))
                .isInstanceOfSatisfying(
                        Inconvertible.class, wrong -> assertThat(wrong.code()).isEqualTo("expression-too-costly"));
    }

    @Test
    void aTextBeyondTheBoundIsNotReplacedInPart() {
        Replacement replacement = new Replacement(new BoundedRegex("b"), "");

        assertThatThrownBy(() -> replacement.apply("a".repeat(10_001) + "b")).isInstanceOf(Inconvertible.class);
        assertThat(replacement.apply("a".repeat(9_999) + "b")).hasSize(9_999);
    }

    @Test
    void whatStandsInFrontOfALeadingAnythingIsReplacedToo() {
        Replacement replacement = new Replacement(new BoundedRegex(".*-"), "");

        assertThat(replacement.apply("DE-0815")).isEqualTo("0815");
    }
}
