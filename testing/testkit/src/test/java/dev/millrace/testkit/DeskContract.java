package dev.millrace.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkConnector;

/** The sink contract on a desk, with a defect of choice. */
abstract class DeskContract extends SinkTaskContract {
    private final Desk desk = new Desk();
    private final DeskDefect defect;

    DeskContract(DeskDefect defect) {
        this.defect = defect;
    }

    @Override
    protected SinkConnector connector() {
        return new DeskSinkConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("desk", desk.name, "defect", defect.name());
    }

    @Override
    protected List<String> delivered() {
        return List.copyOf(desk.delivered);
    }

    @Override
    protected void refuse(String payload) {
        desk.refused.add(payload);
    }

    @Override
    protected void outage(boolean on) {
        desk.closed = on;
    }

    @Override
    protected void answerAfter(Duration delay) {
        desk.delay = delay;
    }

    @Override
    protected boolean released() {
        return desk.clerks.get() == 0;
    }

    @Override
    protected int mark() {
        return DeskSinkTask.MARK;
    }
}
