package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionRuleTest {

    @Test
    void numbersRulesThatHaveNoId() {
        assertThat(
                        ProtectionRule.list(
                                "[{\"path\":\"a\",\"action\":\"null\"},{\"path\":\"**.b\",\"action\":\"null\",\"id\":\"all-b\"}]"))
                .extracting(ProtectionRule::id)
                .containsExactly("1", "all-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "sha256", "SHA-512", "md5", "crc32", "digest"})
    void refusesHashesWithoutAKeyAndSaysWhy(String action) {
        assertThatThrownBy(() -> ProtectionRule.list("[{\"path\":\"ssn\",\"action\":\"" + action + "\"}]"))
                .hasMessageContaining("(rule 1)")
                .hasMessageContaining("hash without a key, which is refused")
                .hasMessageContaining("use action hmac with a key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|must be a JSON list",
                "[]|must be a JSON list of at least one rule",
                "[1]|(rule 1) must be a JSON object",
                "[{'action':'null'}]|(rule 1) needs path",
                "[{'path':'a..b','action':'null'}]|(rule 1) has a path that can't be read",
                "[{'path':'a'}]|(rule 1) needs action",
                "[{'path':'a','action':'partail'}]|(rule 1) has an action that is none; did you mean partial?",
                "[{'path':'a','action':'deterministic'}]|did you mean encrypt-deterministic?",
                "[{'path':'a','action':'blur'}]|(rule 1) needs action to be one of null, const, partial",
                "[{'path':'a','action':'keep'}]|(rule 1) keeps the value",
                "[{'path':'a','action':'partial','keeplast':4}]|did you mean keepLast?",
                "[{'path':'a','action':'partial','keepLast':-1}]|(rule 1) needs keepLast from 0 to",
                "[{'path':'a','action':'partial','keepLast':'4'}]|has a member keepLast that is not a whole number",
                "[{'path':'a','action':'partial','char':'xx'}]|needs char to be one character",
                "[{'path':'a','action':'regex','pattern':'(','replacement':''}]|has a pattern that is no regular expression",
                "[{'path':'a','action':'regex','pattern':'a','replacement':'$1'}]|names none of its 0 groups",
                "[{'path':'a','action':'regex','pattern':'a','replacement':'$'}]|names none of its 0 groups",
                "[{'path':'a','action':'regex','pattern':'a'}]|needs replacement",
                "[{'path':'a','action':'const'}]|needs value",
                "[{'path':'a','action':'const','value':null}]|there is the action null",
                "[{'path':'a','action':'truncate'}]|needs length",
                "[{'path':'a','action':'generalise'}]|needs to: year, month, zip3 or step",
                "[{'path':'a','action':'generalise','to':'year','format':'b'}]|has a format that is none",
                "[{'path':'a','action':'generalise','to':'step'}]|needs step: a number above 0",
                "[{'path':'a','action':'generalise','to':'zip3','sparse':['12']}]|three digits each",
                "[{'path':'a','action':'hmac','encoding':'base32'}]|needs encoding to be one of hex, base62, base64url",
                "[{'path':'a','action':'hmac','normalise':['lowercase']}]|needs normalise to be one of trim, lower",
                "[{'path':'a','action':'decrypt','type':'struct'}]|needs type to be one of string, int8",
                "[{'path':'a','action':'null'},{'path':'a','action':'null'}]|(rule 2) has the path of another",
                "[{'path':'a','action':'null','id':'x'},{'path':'b','action':'null','id':'x'}]|(rule 2) has the id of another",
                "[{'path':'a','action':'null'}]]|is no JSON"
            })
    void saysWhichRuleIsWrongAndWhatToDo(String rules, String sentence) {
        assertThatThrownBy(() -> ProtectionRule.list(rules.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
