package dev.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.database.PostgresServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 900, unit = TimeUnit.SECONDS)
class OrdersTableTest {

    @Test
    void isDrainedByABareLoop() throws Exception {
        PostgresServer.missing().ifPresent(Assumptions::abort);

        OrdersTable table = OrdersTable.make(PostgresServer.shared(), 2_500);

        assertThat(table.drain(2_500).perSecond()).isPositive();
        assertThat(table.options()).containsEntry("tables", "public.orders");
    }
}
