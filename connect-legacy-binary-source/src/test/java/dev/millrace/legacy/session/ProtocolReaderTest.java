package dev.millrace.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolReaderTest {

    private static final String WHOLE = """
            protocol: demo
            values: {user: {default: u}}
            framing: {delimiter: {end: "0A"}}
            fields: {type: {at: 0, length: 1}, number: {tag: 34}}
            messages:
              - {name: row, when: {type: D}}
            """;

    @Test
    void readsYamlAndJsonAlike() {
        assertThat(faults(WHOLE)).isEmpty();
        assertThat(faults("{\"protocol\": \"demo\", \"framing\": {\"fixed\": {\"length\": 80}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "colour: red; line 7: 'colour' is not known here",
                "roles: [server, king]; line 7: 'roles' may hold client and server",
                "charset: EBCDIC-0; line 7: 'charset' is not known to this Java",
                "otherwise: perhaps; line 7: 'otherwise' must be one of set-aside, stop, ignore, data",
                "logout: 'bye ${usr}'; line 7: holds ${usr}, which nothing fills",
                "logout: 'bye ${message.typ}'; line 7: holds ${message.typ}",
                "logout: {hex: 4X}; line 7: 'hex' must be bytes in hexadecimal digits",
                "logout: {number: '1', as: roman}; line 7: 'as' must be one of",
                "logout: {now: 'QQQQQQ qq'}; line 7: 'now' or its zone is not known",
                "handshake: [{expect: hello}]; line 7: 'expect' names the message 'hello'",
                "handshake: [{within.ms: 5}]; line 7: a step is either",
                "heartbeat: {every.ms: 10}; 'every.ms' and 'send' go together",
                "heartbeat: {silence.ms: soon}; line 7: 'silence.ms' must be a whole number",
                "heartbeat: {silence.ms: '${silence}'}; line 7: 'silence.ms' names the value 'silence'",
                "sequence: {by: field}; 'by: field' and 'field' go together",
                "sequence: {by: field, field: nr}; line 7: 'field' names the field 'nr'",
                "sequence: {gap: request}; 'gap: request' and 'request' go together",
                "acknowledge: {when: commit}; 'send' is missing",
                "acknowledge: {when: receipt, send: ok, refuse: {dropped: no}}; 'refuse' can't follow",
                "acknowledge: {send: ok, order: colour}; 'order' names the field 'colour'",
                "poll: {every.ms: 5}; 'send' is missing: what is asked?",
                "dedup: {window: 5}; 'key' is missing",
                "java: cobol; line 7: 'java' names no protocol",
                "protocol: again; line 7: 'protocol' stands here a second time"
            })
    void tellsWhatIsWrongAndWhere(String line, String told) {
        assertThat(faults(WHOLE + line + "\n"))
                .anySatisfy(fault -> assertThat(fault).contains(told.trim()));
    }

    @Test
    void tellsEverythingAtOnce() {
        String text = """
                protocol: ''
                framing: {length: {bytes: 9, as: words}}
                fields:
                  a: {at: 0, tag: 5}
                  b: {regex: '('}
                  c: {hl7: MSH}
                  d: {at: 0, length: 12, as: binary}
                messages:
                  - {name: x, when: {z: 1}}
                  - {name: x}
                """;

        assertThat(faults(text))
                .hasSize(9)
                .anyMatch(fault -> fault.startsWith("line 2: 'bytes' must lie between 1 and 8"))
                .anyMatch(fault -> fault.startsWith("line 4: a field has exactly one of"))
                .anyMatch(fault -> fault.startsWith("line 5: 'regex' is no regular expression"))
                .anyMatch(fault -> fault.startsWith("line 10: 'name' is that of an earlier message"));
    }

    @Test
    void tellsWhichValueIsMissingOrWrong() {
        String text = """
                protocol: demo
                framing: {fixed: {length: 3}}
                values: {user: {pattern: "[a-z]{1,3}"}, password: {pattern: ".{1,4}"}, more: {}}
                """;

        ProtocolReader.Outcome outcome =
                ProtocolReader.read(text, Map.of("user", "abcd", "unknown", "1"), Map.of("password", "tooLong"));

        List<SpecFault> faults = ((ProtocolReader.Outcome.Wrong) outcome).faults();
        assertThat(faults)
                .extracting(SpecFault::value)
                .containsExactlyInAnyOrder("user", "password", "more", "unknown");
        assertThat(faults.toString()).doesNotContain("tooLong");
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThat(faults("protocol: [")).anyMatch(fault -> fault.contains("is no YAML"));
        assertThat(faults("")).anyMatch(fault -> fault.contains("is empty"));
        assertThat(faults("- a\n- b")).anyMatch(fault -> fault.contains("keys and values are expected here"));
    }

    private static List<String> faults(String text) {
        return ProtocolReader.read(text, Map.of(), Map.of()) instanceof ProtocolReader.Outcome.Wrong wrong
                ? wrong.faults().stream().map(SpecFault::sentence).toList()
                : List.of();
    }
}
