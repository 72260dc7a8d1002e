package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Read;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of spec/edi-acks: a report in, answers out; and has another one's parser read each answer back. */
class AcknowledgementSpecTest {

    static Stream<AcknowledgementCase> texts() {
        return AcknowledgementCase.all().filter(spec -> !spec.file().equals("choice"));
    }

    static Stream<AcknowledgementCase> choices() {
        return AcknowledgementCase.of("choice");
    }

    static Stream<AcknowledgementCase> all() {
        return AcknowledgementCase.all();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void answersAsTheCaseSays(AcknowledgementCase spec) {
        List<Read.Reply> replies = spec.replies();

        Map<String, String> contents =
                replies.stream().collect(Collectors.toMap(Read.Reply::name, AcknowledgementCase::content));
        assertThat(contents).isEqualTo(spec.expected());
        assertThat(replies.stream().map(AcknowledgementSpecTest::status)).containsExactlyElementsOf(spec.statuses());
    }

    @ParameterizedTest
    @MethodSource("choices")
    void choosesTheAnswersThatTheCaseNames(AcknowledgementCase spec) {
        List<Read.Reply> replies = spec.replies();

        assertThat(replies.stream().map(Read.Reply::name)).containsExactlyElementsOf(spec.names());
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesWhatAnotherParserFindsNothingWrongWith(AcknowledgementCase spec) {
        List<Read.Reply> replies = spec.replies();

        assertThat(replies)
                .allSatisfy(reply -> assertThat(StaediCheck.errors(reply))
                        .as(AcknowledgementCase.content(reply))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameAnswersEachTime(AcknowledgementCase spec) {
        List<Read.Reply> once = spec.replies();

        List<Read.Reply> again = spec.replies();

        assertThat(again).isEqualTo(once);
    }

    private static String status(Read.Reply reply) {
        return String.valueOf(AcknowledgementCase.headers(reply)
                .lastWithName(AcknowledgementWriter.STATUS)
                .value());
    }
}
