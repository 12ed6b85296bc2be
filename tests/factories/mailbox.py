"""Mail as a server takes it in."""

from aiosmtpd.handlers import Message


class Mailbox(Message):
    """Keeps what the mail server took in, parsed."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list = []

    def handle_message(self, message) -> None:
        self.messages.append(message)
