package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.feed.format.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportCollectorTest {

    private static List<InterchangeReport> reports(String text, int keptAccepted) throws IOException {
        EdiTerms settings = EdiTerms.of(EdiRun.config(Map.of()));
        EdiWalk walk = EdiStream.from(new ByteArrayInputStream(EdiText.bytes(text)), settings, false, Position.START)
                .walk();
        ReportCollector collector = new ReportCollector(keptAccepted);
        List<InterchangeReport> reports = new ArrayList<>();
        WalkStep step;
        do {
            step = walk.next();
            collector.see(step, walk, List.of()).ifPresent(reports::add);
        } while (step != WalkStep.END);
        return reports;
    }

    @Test
    void reportsEachInterchangeWithItsGroupsAndTransactionSets() throws IOException {
        String text = EdiText.x12("000000001", EdiText.group(1, 2), EdiText.group(2, 1)) + EdiText.x12("000000002");

        List<InterchangeReport> reports = reports(text, 10);

        assertThat(reports).hasSize(2);
        InterchangeReport first = reports.get(0);
        assertThat(first.interchange().control()).isEqualTo("000000001");
        assertThat(first.findings()).isEmpty();
        assertThat(first.groups()).extracting(GroupReport::statedTransactions).containsExactly(2, 1);
        assertThat(first.groups()).extracting(GroupReport::acceptedTransactions).containsExactly(2, 1);
        assertThat(first.groups().get(0).transactions())
                .extracting(transaction -> transaction.transaction().control(), TransactionReport::segments)
                .containsExactly(tuple("0001", 5), tuple("0002", 5));
        assertThat(reports.get(1).groups()).isEmpty();
    }

    @Test
    void namesEachProblemWhereItBelongs() throws IOException {
        String group = EdiText.group(1, 2).replace("SE*5*0002", "SE*6*0002").replace("GE*2*1", "GE*3*1");
        String text = EdiText.x12("000000001", group).replace("IEA*1*000000001", "IEA*1*000000009");

        InterchangeReport report = reports(text, 0).get(0);

        assertThat(report.findings()).containsExactly(new Finding(EdiProblem.IEA_CONTROL_NUMBER, Place.NONE));
        GroupReport only = report.groups().get(0);
        assertThat(only.findings()).containsExactly(new Finding(EdiProblem.GE_TRANSACTION_COUNT, Place.NONE));
        assertThat(only.receivedTransactions()).isEqualTo(2);
        assertThat(only.acceptedTransactions()).isEqualTo(1);
        assertThat(only.transactions()).singleElement().satisfies(bad -> {
            assertThat(bad.transaction().control()).isEqualTo("0002");
            assertThat(bad.findings())
                    .containsExactly(new Finding(EdiProblem.SE_SEGMENT_COUNT, Place.ofSegment(5, "SE")));
        });
    }

    @Test
    void countsAcceptedTransactionSetsThatItDoesNotKeep() throws IOException {
        InterchangeReport report =
                reports(EdiText.x12("000000001", EdiText.group(1, 500)), 3).get(0);

        assertThat(report.groups().get(0).transactions()).hasSize(3);
        assertThat(report.groups().get(0).receivedTransactions()).isEqualTo(500);
        assertThat(report.groups().get(0).acceptedTransactions()).isEqualTo(500);
    }

    @Test
    void putsMessagesWithoutGroupsIntoOneThatSaysNothing() throws IOException {
        String text = EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5), EdiText.message("2", 6));

        InterchangeReport report = reports(text, 10).get(0);

        assertThat(report.groups()).singleElement().satisfies(group -> {
            assertThat(group.group().fields()).isEmpty();
            assertThat(group.statedTransactions()).isEqualTo(-1);
            assertThat(group.receivedTransactions()).isEqualTo(2);
            assertThat(group.acceptedTransactions()).isEqualTo(1);
        });
    }
}
