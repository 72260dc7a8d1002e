package dev.millrace.http.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                // rule # status # body # meaning
                "retry: /error/code = BUSY | LATER # 200 # {\"error\":{\"code\":\"LATER\"}} # RETRY",
                "retry: /error/code = BUSY | LATER # 200 # {\"error\":{\"code\":\"OTHER\"}} # SUCCESS",
                "retry: /error/code=17 # 200 # {\"error\":{\"code\":17}} # RETRY",
                "retry: /error/code=17 # 200 # {\"error\":{\"code\":17.0}} # RETRY",
                "retry: /error/code=17 # 200 # {\"error\":{\"code\":\"17\"}} # RETRY",
                "retry: /error/code=17 # 200 # {\"error\":{\"code\":170}} # SUCCESS",
                "reject: /ok = false # 200 # {\"ok\":false} # REJECT",
                "reject: /ok != true # 200 # {\"ok\":true} # SUCCESS",
                "reject: /ok != true # 200 # {\"ok\":null} # REJECT",
                "reject: /ok != true # 200 # {} # REJECT",
                "reject: /ok != true # 200 # no json # SUCCESS",
                "reject: /errors # 200 # {\"errors\":[]} # SUCCESS",
                "reject: /errors # 200 # {\"errors\":null} # SUCCESS",
                "reject: /errors # 200 # {\"errors\":\"\"} # SUCCESS",
                "reject: /errors # 200 # {\"errors\":[{}]} # REJECT",
                "reject: /errors # 200 # {\"errors\":0} # REJECT",
                "reject: /0/status = bad # 200 # [{\"status\":\"bad\"}] # REJECT",
                "reject: /items/*/status = bad # 200 # {\"items\":[{\"status\":\"good\"},{\"status\":\"bad\"}]} # REJECT",
                "reject: /items/*/status = bad # 200 # {\"items\":[{\"status\":\"good\"}]} # SUCCESS",
                "reject: /a~1b/c~0d = x # 200 # {\"a/b\":{\"c~d\":\"x\"}} # REJECT",
                "reject: /text = \" x \" # 200 # {\"text\":\" x \"} # REJECT",
                "success: /code = DUPLICATE # 422 # {\"code\":\"DUPLICATE\"} # SUCCESS",
                "ignore 404,410: /code = GONE # 404 # {\"code\":\"GONE\"} # IGNORE",
                "ignore 404, 410: /code = GONE # 400 # {\"code\":\"GONE\"} # REJECT",
                "stop 200-299: /code = EXPIRED # 204 # {\"code\":\"EXPIRED\"} # STOP",
                "RETRY 500: /code = X # 500 # {\"code\":\"X\"} # RETRY",
                "retry: xpath //code[. = 'BUSY; LATER'] # 200 # <r><code>BUSY; LATER</code></r> # RETRY",
                "retry: xpath count(//error) > 0 # 200 # <r/> # SUCCESS",
                "retry: xpath //code # 200 # {\"code\":1} # SUCCESS",
                "retry: xpath /p:r/p:code = 3 # 200 # <r xmlns='urn:p'><code>3</code></r> # RETRY",
                "retry: fault = Throttled # 500 # <E:Envelope xmlns:E='http://schemas.xmlsoap.org/soap/envelope/'><E:Body><E:Fault><faultcode>E:Client.Throttled</faultcode></E:Fault></E:Body></E:Envelope> # REJECT",
                "retry: fault = Client.Throttled # 500 # <E:Envelope xmlns:E='http://schemas.xmlsoap.org/soap/envelope/'><E:Body><E:Fault><faultcode>E:Client.Throttled</faultcode></E:Fault></E:Body></E:Envelope> # RETRY",
                "retry: graphql = CONFLICT # 200 # {\"data\":null,\"errors\":[{\"extensions\":{\"code\":\"CONFLICT\"}}]} # RETRY",
            })
    void aRuleHoldsWhereItsConditionDoes(String rule, int status, String body, Meaning meaning) {
        ReplyJudge judge = Judging.with("http.reply.rules", rule, "http.reply.namespaces", "p=urn:p");
        String contentType = body.startsWith("<") ? "text/xml" : "application/json";

        Finding found = judge.judge(status, Judging.body(contentType, body), false);

        assertThat(found.meaning()).isEqualTo(meaning);
    }

    @Test
    void theFirstRuleThatHoldsCounts() {
        ReplyJudge judge = Judging.with("http.reply.rules", "retry: /code = A; reject: /code = A | B\n\nstop: /code");

        assertThat(judge.judge(200, Judging.json("{\"code\":\"A\"}"), false).meaning())
                .isEqualTo(Meaning.RETRY);
        assertThat(judge.judge(200, Judging.json("{\"code\":\"B\"}"), false).code())
                .isEqualTo("reply-rule-2");
        assertThat(judge.judge(200, Judging.json("{\"code\":\"C\"}"), false).meaning())
                .isEqualTo(Meaning.STOP);
    }

    @Test
    void aProblemIsKnownByItsTypeInBothForms() {
        ReplyJudge judge = Judging.with("http.reply.rules", "retry: problem = https://example.org/busy");

        Finding json = judge.judge(
                422,
                Judging.body("application/problem+json; charset=utf-8", "{\"type\":\"https://example.org/busy\"}"),
                false);
        Finding xml = judge.judge(
                422,
                Judging.body(
                        "application/problem+xml",
                        "<problem xmlns='urn:ietf:rfc:7807'><type>https://example.org/busy</type></problem>"),
                false);
        Finding plain = judge.judge(422, Judging.json("{\"type\":\"https://example.org/busy\"}"), false);

        assertThat(json.meaning()).isEqualTo(Meaning.RETRY);
        assertThat(xml.meaning()).isEqualTo(Meaning.RETRY);
        assertThat(plain.meaning()).isEqualTo(Meaning.REJECT);
    }

    @Test
    void aReplyThatIsTooLongToBeJudgedIsNoSuccess() {
        ReplyJudge judge = Judging.with("http.reply.rules", "reject 200: /errors");
        ReplyBody cut = new ReplyBody("{\"errors\":[".getBytes(StandardCharsets.UTF_8), "application/json", true);

        assertThat(judge.judge(200, cut, false).code()).isEqualTo("reply-too-long");
        assertThat(judge.judge(201, cut, false).meaning()).isEqualTo(Meaning.SUCCESS);
        assertThat(judge.judge(500, cut, false).meaning()).isEqualTo(Meaning.RETRY);
        assertThat(Judging.with().judge(200, cut, false).meaning()).isEqualTo(Meaning.SUCCESS);
    }

    @Test
    void aBodyCanNeitherFetchNorBlowItselfUp() {
        ReplyJudge judge = Judging.with("http.reply.rules", "reject: xpath //a");
        String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
        String bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";

        assertThat(judge.judge(200, Judging.body("text/xml", external), false).meaning())
                .isEqualTo(Meaning.SUCCESS);
        assertThat(judge.judge(200, Judging.body("text/xml", bomb), false).meaning())
                .isEqualTo(Meaning.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop: /a",
                "retry /a",
                "retry: a",
                "retry:",
                "retry: /a =",
                "retry 2xx: /a",
                "retry: /a~2",
                "retry: xpath //a[",
                "retry: xpath //q:a",
                "retry: xpath",
                "retry: fault",
                "retry: xpath document('file:///etc/passwd')"
            })
    void saysWhichRuleIsNone(String rule) {
        assertThatThrownBy(() -> new RuleParser(Map.of()).parse("reject: /fine\n" + rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rule 2:");
    }
}
