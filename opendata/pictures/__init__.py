"""Pictures that social networks and messengers show beside a link, drawn by the server: 1200 × 630 pixels."""
