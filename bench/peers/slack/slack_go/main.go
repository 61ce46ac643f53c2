// bench/peers/slack/slack_go/main.go: what ./dev bench --peers asks of a bot, on slack-go: a command and an echo.
// SPDX-License-Identifier: BSD-3-Clause

// It keeps nothing. It has what its users would give it for speed: connections to Slack that stay, and a goroutine a post.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func main() {
	var answer map[string]any
	if err := json.Unmarshal([]byte(os.Getenv("BENCH_ANSWER")), &answer); err != nil {
		log.Fatal(err)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 128
	api := slack.New(
		os.Getenv("SLACK_BOT_TOKEN"),
		slack.OptionAppLevelToken(os.Getenv("SLACK_APP_TOKEN")),
		slack.OptionAPIURL(os.Getenv("SLACK_API_URL")+"/"),
		slack.OptionHTTPClient(&http.Client{Transport: transport}),
	)
	client := socketmode.New(api)
	go listen(api, client, answer)
	for { // Run gives up where a connection cannot be had; whoever wants to be there again must call it again
		if err := client.Run(); err != nil {
			log.Print(err)
		}
	}
}

func listen(api *slack.Client, client *socketmode.Client, answer map[string]any) {
	for event := range client.Events {
		switch event.Type {
		case socketmode.EventTypeSlashCommand:
			client.Ack(*event.Request, answer)
		case socketmode.EventTypeEventsAPI:
			client.Ack(*event.Request)
			outer, fine := event.Data.(slackevents.EventsAPIEvent)
			if !fine {
				continue
			}
			message, fine := outer.InnerEvent.Data.(*slackevents.MessageEvent)
			if fine && message.ChannelType == "im" && message.SubType == "" && message.BotID == "" {
				go echo(api, message)
			}
		}
	}
}

func echo(api *slack.Client, message *slackevents.MessageEvent) {
	if _, _, err := api.PostMessage(message.Channel, slack.MsgOptionText(message.Text, false)); err != nil {
		log.Print(err)
	}
}
