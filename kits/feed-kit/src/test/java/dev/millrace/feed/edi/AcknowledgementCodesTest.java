package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The code tables of the standards, and that every problem has its place in them. */
class AcknowledgementCodesTest {

    private static final List<String> EDIFACT_ONLY = List.of("un", "no-unb", "message-outside", "unsupported-charset");
    private static final List<String> TRADACOMS_ONLY = List.of("mtr", "eob", "end-");
    private static final List<String> X12_ONLY = List.of("isa", "iea", "gs", "ge-", "se-", "st-");

    @Test
    void interchangeNotesAreThoseOfDataElementI18() {
        assertThat(InterchangeNote.values())
                .extracting(InterchangeNote::code)
                .containsExactly("000", "001", "006", "009", "018", "020", "021", "022", "023", "024", "025");
    }

    @Test
    void groupErrorsAreThoseOfDataElement716() {
        assertThat(GroupError.values()).extracting(GroupError::code).containsExactly("3", "4", "5");
    }

    @Test
    void transactionErrorsAreThoseOfDataElements718And618() {
        assertThat(TransactionError.values())
                .extracting(TransactionError::code)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "I5");
    }

    @Test
    void segmentErrorsAreThoseOfDataElement720() {
        assertThat(SegmentError.values())
                .extracting(error -> error.code(AcknowledgementType.FUNCTIONAL))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "2", "3", "3", "3", "2");
    }

    @Test
    void segmentErrorsOfImplementationsAreThoseOfDataElement620() {
        assertThat(SegmentError.values())
                .extracting(error -> error.code(AcknowledgementType.IMPLEMENTATION))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "I4", "I6", "I7", "I8", "I9");
    }

    @Test
    void elementErrorsAreThoseOfDataElement723() {
        assertThat(ElementError.values())
                .extracting(error -> error.code(AcknowledgementType.FUNCTIONAL, true))
                .containsExactly(
                        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "7", "2", "10", "1", "7", "10");
    }

    @Test
    void elementErrorsBeforeRelease005010KnowNeitherRepetitionsNorComponents() {
        assertThat(Stream.of(ElementError.TOO_MANY_REPETITIONS, ElementError.TOO_MANY_COMPONENTS))
                .extracting(error -> error.code(AcknowledgementType.FUNCTIONAL, false))
                .containsExactly("3", "3");
    }

    @Test
    void elementErrorsOfImplementationsAreThoseOfDataElement621() {
        assertThat(ElementError.values())
                .extracting(error -> error.code(AcknowledgementType.IMPLEMENTATION, true))
                .containsExactly(
                        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "I6", "I9", "I10", "I11", "I12",
                        "I13");
    }

    @Test
    void syntaxErrorsAreThoseOfDataElement0085() {
        Set<String> used = Arrays.stream(EdiProblem.values())
                .flatMap(problem -> EdifactError.of(problem).stream())
                .map(EdifactError::code)
                .collect(Collectors.toSet());
        Arrays.stream(Refusal.values()).map(refusal -> refusal.error().code()).forEach(used::add);

        assertThat(used)
                .containsExactlyInAnyOrder(
                        "2", "7", "12", "13", "14", "15", "16", "18", "21", "23", "25", "26", "28", "29", "33", "35",
                        "36", "37", "39", "40");
    }

    @Test
    void everyCodeOfAnX12TableIsUsedBySomething() {
        Set<X12Error> used =
                Arrays.stream(EdiProblem.values()).map(X12Error::of).collect(Collectors.toSet());
        Set<X12Error> byWriter = Set.of(
                InterchangeNote.NONE,
                InterchangeNote.CONTROL_NUMBER,
                TransactionError.IDENTIFIER,
                TransactionError.CONTROL_NUMBER,
                TransactionError.IMPLEMENTATION_SEGMENTS_IN_ERROR);
        Set<X12Error> byPartners =
                Arrays.stream(Refusal.values()).map(Refusal::note).collect(Collectors.toSet());

        assertThat(Stream.of(
                                InterchangeNote.values(),
                                GroupError.values(),
                                TransactionError.values(),
                                SegmentError.values(),
                                ElementError.values())
                        .flatMap(table -> Arrays.stream((X12Error[]) table)))
                .allMatch(error -> used.contains(error) || byWriter.contains(error) || byPartners.contains(error));
    }

    /** A fault of a unit is told by the table of that unit, or the answer would reject one thing and explain another. */
    @ParameterizedTest
    @EnumSource(EdiProblem.class)
    void aProblemHasACodeOfTheTableOfItsLevel(EdiProblem problem) {
        Map<EdiProblem.Level, List<Class<?>>> tables = new EnumMap<>(EdiProblem.Level.class);
        tables.put(EdiProblem.Level.INTERCHANGE, List.of(InterchangeNote.class));
        tables.put(EdiProblem.Level.NOTICE, List.of(InterchangeNote.class));
        tables.put(EdiProblem.Level.RECORD, List.of(TransactionError.class, InterchangeNote.class));
        tables.put(EdiProblem.Level.GROUP, List.of(GroupError.class));
        tables.put(
                EdiProblem.Level.TRANSACTION, List.of(TransactionError.class, SegmentError.class, ElementError.class));
        tables.put(EdiProblem.Level.CONTENT, List.of(TransactionError.class, SegmentError.class, ElementError.class));

        X12Error error = X12Error.of(problem);

        if (!error.equals(X12Error.NONE)) {
            assertThat(tables.get(problem.level())).contains(error.getClass());
        } else {
            assertThat(problem.level() == EdiProblem.Level.OUTSIDE
                            || begins(problem, EDIFACT_ONLY)
                            || begins(problem, TRADACOMS_ONLY)
                            || Set.of(
                                            EdiProblem.TRANSACTION_OUTSIDE_GROUP,
                                            EdiProblem.CONTROL_NUMBER_GAP,
                                            EdiProblem.SEGMENT_OUTSIDE_MESSAGE,
                                            EdiProblem.SEGMENT_OUTSIDE_TRANSACTION)
                                    .contains(problem))
                    .as("X12 has no code for it")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(EdiProblem.class)
    void aProblemOfEdifactHasASyntaxError(EdiProblem problem) {
        boolean foreign = problem.level() == EdiProblem.Level.OUTSIDE
                || begins(problem, X12_ONLY)
                || begins(problem, TRADACOMS_ONLY)
                || Set.of(
                                EdiProblem.TRANSACTION_OUTSIDE_GROUP,
                                EdiProblem.CONTROL_NUMBER_GAP,
                                EdiProblem.SEGMENT_OUTSIDE_GROUP,
                                EdiProblem.SEGMENT_OUTSIDE_TRANSACTION)
                        .contains(problem);

        assertThat(EdifactError.of(problem).isEmpty()).isEqualTo(foreign);
    }

    private static boolean begins(EdiProblem problem, List<String> words) {
        return words.stream().anyMatch(problem.code()::startsWith) && problem.level() != EdiProblem.Level.CONTENT;
    }
}
