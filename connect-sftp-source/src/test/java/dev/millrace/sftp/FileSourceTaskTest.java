package dev.millrace.sftp;

/** The task on a mounted folder. */
final class FileSourceTaskTest extends StoreTaskContract {
    @Override
    StoreUnderTest store() {
        return StoreUnderTest.FILE;
    }
}
