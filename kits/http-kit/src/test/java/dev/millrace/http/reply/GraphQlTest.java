package dev.millrace.http.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.FailureKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQlTest {

    private static final String MEDIA = "application/graphql-response+json; charset=utf-8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                // status # body # meaning # code
                "200 # {'data':{'create':{'id':1}}} # SUCCESS # ''",
                "200 # {'data':{'create':null}} # SUCCESS # ''",
                "200 # {'data':{'create':{'id':1}},'errors':[]} # SUCCESS # ''",
                "294 # {'data':{'create':{'id':1},'notify':null},'errors':[{'message':'secret'}]} # REJECT # graphql-partial",
                "200 # {'data':{'create':null},'errors':[{'message':'secret','path':['create']}]} # REJECT # graphql-errors",
                "200 # {'data':null,'errors':[{'extensions':{'code':'THROTTLED'}}]} # RETRY # graphql-throttled",
                "200 # {'errors':[{'extensions':{'code':'THROTTLED'}}]} # RETRY # graphql-throttled",
                "200 # {'errors':[{'extensions':{'code':'UNAUTHENTICATED'}}]} # STOP # graphql-unauthorized",
                "200 # {'errors':[{'extensions':{'code':'INTERNAL_SERVER_ERROR'}}]} # RETRY # graphql-server-error",
                "422 # {'errors':[{'message':'secret'}]} # REJECT # graphql-errors",
                "400 # {'errors':[{'extensions':{'code':'GRAPHQL_PARSE_FAILED'}}]} # REJECT # graphql-errors",
                "500 # {'errors':[{'message':'secret'}]} # RETRY # graphql-server-error",
                "422 # {'data':{'create':{'id':1}}} # SUCCESS # ''",
                "500 # {'data':{'create':{'id':1}}} # SUCCESS # ''",
                "200 # [] # RETRY # reply-not-graphql",
                "200 # {} # RETRY # reply-not-graphql",
                "400 # oops # RETRY # reply-not-graphql",
            })
    void judgesByTheBodyWhateverTheStatus(int status, String body, Meaning meaning, String code) {
        ReplyBody reply = Judging.body(MEDIA, body.replace('\'', '"'));

        Finding found = Judging.with().judge(status, reply, false);

        assertThat(found.meaning()).isEqualTo(meaning);
        assertThat(found.code()).isEqualTo(code);
        assertThat(found.sentence()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "429, THROTTLED", "503, TRANSIENT"})
    void theWordOfAGatewayStandsAboveTheBody(int status, FailureKind kind) {
        Finding found = Judging.with().judge(status, Judging.body(MEDIA, "{\"errors\":[{}]}"), false);

        assertThat(found.kind()).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"reject, REJECT", "success, SUCCESS", "retry, RETRY"})
    void takesAPartialSuccessAsItIsTold(String option, Meaning meaning) {
        ReplyBody partial = Judging.body(MEDIA, "{\"data\":{\"a\":1,\"b\":null},\"errors\":[{}]}");

        assertThat(Judging.with("http.graphql.partial", option)
                        .judge(294, partial, false)
                        .meaning())
                .isEqualTo(meaning);
    }

    @Test
    void readsTheBodyOfAnOlderServerOnlyWhenItIsExpectedToBeGraphQl() {
        ReplyBody older = Judging.json("{\"errors\":[{\"message\":\"no\"}]}");
        ReplyJudge expecting = new ReplyJudge(Judging.settings().withForm(ReplyForm.GRAPHQL));

        assertThat(expecting.judge(200, older, false).code()).isEqualTo("graphql-errors");
        assertThat(expecting.judge(400, older, false).code()).isEqualTo("http-400");
        assertThat(Judging.with().judge(200, older, false).meaning()).isEqualTo(Meaning.SUCCESS);
    }

    @Test
    void theSettingsStandAboveTheFormOfTheRequests() {
        ClassifierSettings plain = Judging.settings("http.reply.form", "plain").withForm(ReplyForm.GRAPHQL);

        assertThat(new ReplyJudge(plain)
                        .judge(200, Judging.json("{\"errors\":[{}]}"), false)
                        .meaning())
                .isEqualTo(Meaning.SUCCESS);
    }

    @Test
    void aReplyThatIsTooLongToBeJudgedIsNoSuccess() {
        ReplyBody cut = new ReplyBody("{\"data\":{".getBytes(StandardCharsets.UTF_8), MEDIA, true);

        assertThat(Judging.with().judge(200, cut, false).code()).isEqualTo("reply-too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"has spaces and secret", "<secret>", "secret secret"})
    void showsNoCodeThatLooksLikeText(String code) {
        ReplyBody reply = Judging.body(MEDIA, "{\"errors\":[{\"extensions\":{\"code\":\"" + code + "\"}}]}");

        assertThat(Judging.with().judge(200, reply, false).sentence()).doesNotContain("secret");
    }
}
