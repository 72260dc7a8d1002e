package dev.millrace.sftp;

/** The task on an SFTP server. */
final class SftpSourceTaskTest extends StoreTaskContract {
    @Override
    StoreUnderTest store() {
        return StoreUnderTest.SFTP;
    }
}
