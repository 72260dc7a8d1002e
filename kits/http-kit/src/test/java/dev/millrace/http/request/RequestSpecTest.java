package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.millrace.http.HttpCall;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.SAXException;

/** Requests as data: what a configuration and a record make together, to the last byte. */
class RequestSpecTest {

    @TestFactory
    Stream<DynamicTest> makesTheRequest() {
        return each(row -> row.text("fails").isEmpty(), row -> {
            HttpCall call = row.call();

            row.text("line")
                    .ifPresent(line ->
                            assertThat(call.method() + " " + call.target()).isEqualTo(line));
            row.text("type").ifPresent(type -> assertThat(call.contentType()).isEqualTo(type));
            row.list("headers-sent")
                    .ifPresent(headers -> assertThat(
                                    call.headers().stream().map(header -> header.name() + ": " + header.value()))
                            .containsExactlyElementsOf(headers));
            row.text("body")
                    .ifPresent(body -> assertThat(RequestCase.bodyOf(call)).isEqualTo(body));
            row.text("body-xml")
                    .ifPresent(body -> assertThat(RequestCase.bodyOf(call)).isEqualTo(body));
            row.text("body-text")
                    .ifPresent(body -> assertThat(RequestCase.bodyOf(call)).isEqualTo(body));
        });
    }

    @TestFactory
    Stream<DynamicTest> makesTheRequestOfOneWithoutItsBatch() {
        return each(row -> row.text("alone").isPresent(), row -> {
            HttpCall call = row.template().render(row.records().get(0));

            assertThat(RequestCase.bodyOf(call)).isEqualTo(row.text("alone").orElseThrow());
        });
    }

    @TestFactory
    Stream<DynamicTest> makesWhatParsersRead() {
        return each(
                row -> row.text("fails").isEmpty()
                        && row.text("body").or(() -> row.text("body-xml")).isPresent(),
                row -> {
                    HttpCall call = row.call();

                    String type = call.contentType();
                    if (row.text("body-xml").isPresent()) {
                        assertIsXml(call.body());
                    } else if (type.contains("json") && call.body().length > 0) {
                        assertIsJson(call.body());
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> refusesTheRecordAndQuotesNothingOfIt() {
        return each(row -> row.text("fails").isPresent(), row -> {
            ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, row::call);

            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
            assertThat(failure.code()).isEqualTo(row.text("fails").orElseThrow());
            assertThat(failure)
                    .hasMessageContaining(row.text("says").orElse(""))
                    .hasMessageNotContainingAny("hidden", "evil")
                    .hasNoCause();
        });
    }

    @TestFactory
    Stream<DynamicTest> hasNoProblemWithTheConfiguration() {
        return each(row -> true, row -> assertThat(row.problems()).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> makesTheSameRequestAgain() {
        return each(row -> row.text("fails").isEmpty(), row -> {
            HttpCall first = row.call();
            HttpCall second = row.call();

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.target()).isEqualTo(first.target());
            assertThat(second.headers()).isEqualTo(first.headers());
        });
    }

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrongOnTheKeyToChange() {
        return RequestCase.of("problems.yaml").stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(row.problems())
                                .containsOnlyKeys(row.text("key").orElseThrow())
                                .hasValueSatisfying(new Condition<>(
                                        sentence -> sentence.contains(
                                                row.text("says").orElseThrow()),
                                        "the words"))));
    }

    private static Stream<DynamicTest> each(Predicate<RequestCase> which, Consumer<RequestCase> test) {
        return Stream.of("addresses.yaml", "bodies.yaml", "batches.yaml")
                .flatMap(file -> RequestCase.of(file).stream())
                .filter(which)
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> test.accept(row)));
    }

    private static void assertIsJson(byte[] body) {
        try (JsonParser parser = new JsonFactory().createParser(body)) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            assertThat(tokens).isPositive();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    private static void assertIsXml(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            assertThat(factory.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(body))
                            .getDocumentElement())
                    .isNotNull();
        } catch (ParserConfigurationException | SAXException | IOException none) {
            throw new AssertionError(none);
        }
    }
}
