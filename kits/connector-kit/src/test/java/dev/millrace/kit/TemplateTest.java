package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Map<String, String> VALUES = Map.of("name", "a.csv", "yyyy", "2026", "odd", "{name}");

    @ParameterizedTest
    @CsvSource({
        "/archive/{yyyy}/{name}, /archive/2026/a.csv",
        "{name}{name}.done, a.csva.csv.done",
        "nothing, nothing",
        "'', ''",
        "{{name}}, {name}",
        "{{{name}}}, {a.csv}",
        "a}}b{{c, a}b{c",
        "{odd}, {name}"
    })
    void fillsItsPlacesAndKeepsTheRest(String template, String text) {
        assertThat(Template.parse(template).fill(VALUES::get)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ab{name, 3, not closed",
        "a{}, 2, no placeholder",
        "a{na me}, 2, no placeholder",
        "a{1}, 2, no placeholder",
        "a{na{me}, 2, no placeholder",
        "a}b, 2, closes nothing",
        "{{name}, 7, closes nothing",
        "{, 1, not closed",
        "{a`b}, 1, not closed",
        "{a``}, 1, no placeholder"
    })
    void saysWhatIsWrongAndWhere(String template, int position, String what) {
        assertThatThrownBy(() -> Template.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at character " + position + " ")
                .hasMessageContaining(what);
    }

    @Test
    void namesItsPlacesOnceAndInOrder() {
        Template template = Template.parse("/{yyyy}/{MM}/{yyyy}{a.b-c_1}{{no}}");

        assertThat(template.placeholders()).containsExactly("yyyy", "MM", "a.b-c_1");
        assertThat(template).hasToString("/{yyyy}/{MM}/{yyyy}{a.b-c_1}{{no}}");
    }

    @Test
    void holdsPathsAsPlaces() {
        Template template =
                Template.parse("{header.X-Name}/{body.items[-1].`a.}b`}/{body.@id}/{body.#text}/{query.q_1}");

        assertThat(template.placeholders())
                .containsExactly("header.X-Name", "body.items[-1].`a.}b`", "body.@id", "body.#text", "query.q_1");
    }

    @Test
    void bindsItsPlacesOnce() {
        List<String> bound = new ArrayList<>();

        Function<Integer, String> text = Template.parse("a{x}b{y}{x}{{").bind(name -> {
            bound.add(name);
            return number -> name + number;
        });

        assertThat(text.apply(1)).isEqualTo("ax1by1x1{");
        assertThat(text.apply(2)).isEqualTo("ax2by2x2{");
        assertThat(bound).containsExactly("x", "y", "x");
    }

    @Test
    void bindsValuesOnceAndAsksHowToWriteThemByWhatStandsBefore() {
        List<String> asked = new ArrayList<>();

        Function<Integer, String> text = Template.parseText("{a: ${x}, b: ${$y|upper}${x}}")
                .bind(
                        name -> {
                            asked.add(name);
                            return number -> Optional.of(name + number);
                        },
                        before -> {
                            asked.add(before);
                            return before.contains("b") ? PlaceEncoding.NONE : PlaceEncoding.JSON;
                        },
                        name -> "?");

        assertThat(text.apply(1)).isEqualTo("{a: \"x1\", b: Y1x1}");
        assertThat(text.apply(2)).isEqualTo("{a: \"x2\", b: Y2x2}");
        assertThat(asked).containsExactly("x", "{a: ", "y", "{a: , b: ", "x", "{a: , b: ");
    }

    @Test
    void filtersTheTextsOfSimplePlacesToo() {
        assertThat(Template.parse("{name|upper}.{yyyy|default('x')}").fill(VALUES::get))
                .isEqualTo("A.CSV.2026");
        assertThat(Template.parse("{name|upper}").placeholders()).containsExactly("name");
        assertThat(problems("/a/{name|upper}/{nam|upper}"))
                .containsExactly("folder holds {nam}, which nothing fills; known are name, yyyy");
    }

    @Test
    void handsOnWhatItsUserThrowsForAMissingValue() {
        Function<Integer, String> text = Template.parse("a{x}")
                .bind(name -> (Integer number) -> Optional.empty(), before -> PlaceEncoding.NONE, name -> {
                    throw new IllegalStateException("no " + name);
                });

        assertThatThrownBy(() -> text.apply(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no x");
    }

    @Test
    void isLeftAloneByTheWorkersConfigProviders() {
        String text = "{\"a\": \"${value.a|default('x:y')}\", \"b\": ${value.`soap:Body`}}";

        assertThat(new ConfigTransformer(Map.of("file", new FileConfigProvider()))
                        .transform(Map.of("body", text))
                        .data())
                .containsEntry("body", text);
    }

    @ParameterizedTest
    @CsvSource({"/archive/x{name}, /archive/x", "{name}/b, ''", "/fixed, /fixed", "/a{{b}}/{name}, /a{b}/", "'', ''"})
    void knowsWhatStandsBeforeItsFirstPlace(String template, String prefix) {
        assertThat(Template.parse(template).fixedPrefix()).isEqualTo(prefix);
    }

    @Test
    void reportsWhatNothingFillsWithWhatIsKnown() {
        assertThat(problems("/a/{name}/{yyyy}")).isEmpty();
        assertThat(problems("/a/{nam}/{dd}"))
                .containsExactly(
                        "folder holds {nam}, which nothing fills; known are name, yyyy",
                        "folder holds {dd}, which nothing fills; known are name, yyyy");
        assertThat(problems("/a/{name")).singleElement().asString().contains("at character 4");
    }

    private static List<String> problems(String template) {
        List<String> problems = new ArrayList<>();
        Template.validate(
                "folder", template, List.of("name", "yyyy"), (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }
}
