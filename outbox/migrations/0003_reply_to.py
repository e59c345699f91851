"""Where answers to a mail go, with the consent of whoever reads them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_interrupted"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="reply_to",
            field=models.EmailField(blank=True, max_length=254, verbose_name="répondre à"),
        ),
    ]
