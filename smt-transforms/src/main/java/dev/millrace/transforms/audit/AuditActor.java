package dev.millrace.transforms.audit;

import dev.millrace.transforms.rewrite.TaskName;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Who puts evidence on records: the connector and the task, where the worker's logging tells them ({@link TaskName}), and the
 * process with its host, such as {@code 4711@worker-1}.
 */
record AuditActor(Optional<TaskName> task, String worker) {

    private static final String UNKNOWN = "unknown";

    /** Who this thread works for. */
    static AuditActor current() {
        return new AuditActor(
                        Optional.empty(), ManagementFactory.getRuntimeMXBean().getName())
                .again();
    }

    /** The same, or with the connector and the task that this thread knows better. */
    AuditActor again() {
        if (task.isPresent()) {
            return this;
        }
        TaskName name = TaskName.current();
        return name.connector().equals(UNKNOWN) ? this : new AuditActor(Optional.of(name), worker);
    }

    void tell(AuditEvidence event) {
        task.ifPresent(name -> {
            event.put(AuditField.CONNECTOR, name.connector());
            if (!name.task().equals(UNKNOWN)) {
                event.put(AuditField.TASK, name.task());
            }
        });
        event.put(AuditField.WORKER, worker);
    }
}
