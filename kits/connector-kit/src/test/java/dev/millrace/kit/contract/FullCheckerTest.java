package dev.millrace.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Contracts with keywords that the library checks. */
final class FullCheckerTest {

    private static final String PARTS = """
            {"type": "object",
             "required": ["id"],
             "properties": {
               "id": {"type": "integer"},
               "kind": {"enum": ["a", "b"]},
               "at": {"type": "string", "format": "date-time"},
               "ip": {"format": "ipv4"},
               "lines": {"type": "array", "prefixItems": [{"type": "string", "pattern": "^A"}], "contains": {"const": 4711}}},
             "patternProperties": {"^x-": {"type": "boolean"}},
             "if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
             "then": {"required": ["at"]},
             "unevaluatedProperties": false}""";

    private final ContractChecker contract = Contracts.parse(PARTS, ContractOptions.STANDARD);

    @Test
    void isTakenWhereRulesDoNotReach() {
        assertThat(contract).isInstanceOf(FullChecker.class);
        assertThat(contract.accepts(null, Map.of("id", 1, "kind", "b", "x-flag", true)))
                .isTrue();
    }

    @Test
    void tellsPathsAndKeywords() {
        assertThat(contract.check(null, Map.of("kind", "a"), 10))
                .containsExactlyInAnyOrder(new Violation("id", "required"), new Violation("at", "required"));
        assertThat(contract.check(null, Map.of("id", 1, "lines", List.of("B")), 10))
                .containsExactlyInAnyOrder(new Violation("lines[0]", "pattern"), new Violation("lines", "minContains"));
        assertThat(contract.check(null, Map.of("id", "1", "kind", "c"), 1)).hasSize(1);
    }

    @Test
    void letsNothingPassBecauseAPatternOfNamesWasGivenUp() {
        ContractChecker names = Contracts.parse(
                "{\"patternProperties\": {\"(x|y)*$\": {\"type\": \"string\"}}}", ContractOptions.STANDARD);

        assertThat(names.accepts(null, Map.of("x", "1"))).isTrue();
        assertThat(names.check(null, Map.of("xy".repeat(100_000), 1), 10))
                .containsExactly(new Violation("", FullChecker.UNCHECKED));
    }

    @Test
    void showsNoNameThatTheContractDoesNotKnow() {
        List<Violation> violations =
                contract.check(null, Map.of("id", 1, "078-05-1120", 1, "x-ann@example.com", "no"), 10);

        assertThat(violations).contains(new Violation("*", "type"));
        assertThat(violations.toString()).doesNotContain("078", "ann");
    }

    @Test
    void logsNoValueAtAnyLevel() {
        Logger library = (Logger) LoggerFactory.getLogger("com.networknt");
        Level before = library.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        library.setLevel(Level.TRACE);
        library.addAppender(log);
        try {
            Map<String, Object> bad = Map.of(
                    "id", new BigDecimal("4711.25"),
                    "kind", "secret",
                    "at", "secret date",
                    "ip", "secret address",
                    "lines", List.of("secret", 4712L, Map.of("secret", "secret")),
                    "x-flag", "secret");
            assertThat(contract.check(null, bad, 100)).isNotEmpty();
        } finally {
            library.detachAppender(log);
            library.setLevel(before);
        }

        List<String> lines = new ArrayList<>();
        log.list.forEach(event -> lines.add(event.getFormattedMessage()));
        assertThat(lines).noneMatch(line -> line.contains("secret") || line.contains("4711.25"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/other.json",
                "file:///etc/passwd",
                "classpath:logback-test.xml",
                "other.json",
                "#nowhere",
                "#/$defs/nowhere"
            })
    void refusesWhatLiesOutside(String reference) {
        assertThatThrownBy(() -> Contracts.parse("{\"$ref\": \"" + reference + "\"}", ContractOptions.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)(refers to|is no JSON Schema that can be checked).*");
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> Contracts.parse(
                        "{\"prefixItems\": [{}], \"properties\": {\"a\": {\"if\": 5}}}", ContractOptions.STANDARD))
                .hasMessageContaining("is no JSON Schema")
                .hasMessageContaining("/properties/a/if");
    }

    @Test
    void looksForTwoOfAKindInArraysAlone() {
        ContractChecker unique = Contracts.parse("{\"if\": true, \"uniqueItems\": true}", ContractOptions.STANDARD);

        assertThat(unique.accepts(null, Map.of("a", 1, "b", 1))).isTrue();
        assertThat(unique.accepts(null, List.of(1, 1))).isFalse();
    }

    @Test
    void takesAValueThatCanNotBeCheckedForOneThatBreaksIt() {
        ContractChecker even = Contracts.parse("{\"if\": true, \"multipleOf\": 2}", ContractOptions.STANDARD);

        assertThat(even.accepts(null, 4)).isTrue();
        assertThat(even.check(null, new BigDecimal("1E+999999999"), 10))
                .containsExactly(new Violation("", FullChecker.UNCHECKED));
    }

    @Test
    void takesANullForAbsentUnlessToldOtherwise() {
        String text =
                "{\"required\": [\"a\"], \"properties\": {\"a\": {\"type\": [\"string\", \"null\"]}}, \"if\": true}";
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("a", null);
        ContractOptions asNull = new ContractOptions(Optional.empty(), ContractOptions.Nulls.NULL, true);

        assertThat(Contracts.parse(text, ContractOptions.STANDARD).accepts(null, nothing))
                .isFalse();
        assertThat(Contracts.parse(text, asNull).accepts(null, nothing)).isTrue();
    }
}
